import type Stripe from 'stripe';
import { DAY } from '../billing/calendar';
import { usageKey } from '../billing/usage';
import type { Account } from '../kernel/account';
import { timeFor } from '../kernel/clocks';
import { invalid, missing, noSuch } from '../kernel/errors';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type Meter = Records['billing.meter'];

/** How far back and ahead an event may lie, and for how long its identifier is taken. */
const PAST_SECONDS = 35 * DAY;
const AHEAD_SECONDS = 5 * 60;
const IDENTIFIER_SECONDS = DAY;

/** Stripe takes values of at most fifteen digits. */
const VALUE = /^-?\d+(\.\d{1,12})?$/;
const DIGITS_MAX = 15;

export const meterEventRoutes = [
  route<Stripe.Billing.MeterEventCreateParams>(
    'POST /v1/billing/meter_events',
    (account, params) => {
      const meter = requireMeter(account, params.event_name);
      const customer = customerOf(account, meter, params.payload);
      // Whoever lives on a test clock uses things in its time.
      return account.at(timeFor(account, [customer]), () =>
        render(account, createEvent(account, meter, customer, params)),
      );
    },
  ),

  route<Stripe.Billing.MeterEventAdjustmentCreateParams>(
    'POST /v1/billing/meter_event_adjustments',
    (account, params) => {
      const meter = requireMeter(account, params.event_name);
      const identifier = params.cancel?.identifier;
      if (identifier === undefined) throw missing('cancel[identifier]');
      cancelEvent(account, meter, identifier);
      return {
        object: 'billing.meter_event_adjustment',
        cancel: { identifier },
        event_name: params.event_name,
        livemode: false,
        status: 'complete',
        type: params.type,
      } satisfies JsonObject;
    },
  ),
];

function requireMeter(account: Account, name: string): Meter {
  const meter = account.store
    .all('billing.meter', 'event_name', name)
    .find(({ status }) => status === 'active');
  if (!meter) {
    throw invalid(
      `No active meter found for event name "${name}".`,
      'event_name',
      'resource_missing',
    );
  }
  return meter;
}

function customerOf(account: Account, meter: Meter, payload: Record<string, string>): string {
  const key = meter.customer_mapping.event_payload_key;
  const id = Object.hasOwn(payload, key) ? payload[key] : undefined;
  if (id === undefined) throw missing(`payload[${key}]`);
  return account.require('customer', id, `payload[${key}]`).id;
}

function createEvent(
  account: Account,
  meter: Meter,
  customer: string,
  params: Stripe.Billing.MeterEventCreateParams,
): Records['billing.meter_event'] {
  const { payload, timestamp = account.now() } = params;
  const value = valueOf(meter, payload);
  checkTime(account, timestamp);
  const identifier = params.identifier ?? account.store.newToken('meter_event', 32);
  const [same] = recentBy(account, identifier);
  if (same) throw invalid(`An event already exists with identifier ${identifier}.`, 'identifier');
  return account.create('billing.meter_event', {
    event_name: params.event_name,
    identifier,
    payload,
    timestamp,
    _canceled: false,
    _key: usageKey(meter.id, customer),
    _value: value,
  });
}

/** Counting events needs no value. */
function valueOf(meter: Meter, payload: Record<string, string>): string {
  const key = meter.value_settings.event_payload_key;
  const value = Object.hasOwn(payload, key) ? payload[key] : undefined;
  if (meter.default_aggregation.formula === 'count') return '1';
  if (value === undefined) throw missing(`payload[${key}]`);
  if (!VALUE.test(value) || value.replaceAll(/\D/g, '').length > DIGITS_MAX) {
    throw invalid(
      `Invalid value for \`${key}\` in the payload: ${value}. It must be a number of at most ${DIGITS_MAX} digits.`,
      `payload[${key}]`,
    );
  }
  return value;
}

function checkTime(account: Account, timestamp: number): void {
  const now = account.now();
  if (timestamp < now - PAST_SECONDS) {
    throw invalid(
      'The event timestamp cannot be more than 35 days in past. Expected a timestamp greater than ' +
        `or equal to ${now - PAST_SECONDS}.`,
      'timestamp',
    );
  }
  if (timestamp > now + AHEAD_SECONDS) {
    throw invalid(
      'The event timestamp cannot be more than 5 minutes in the future. Expected a timestamp less ' +
        `than or equal to ${now + AHEAD_SECONDS}.`,
      'timestamp',
    );
  }
}

/** Events of the last day with an identifier: it is free again afterwards. */
function recentBy(account: Account, identifier: string): Records['billing.meter_event'][] {
  return account.store
    .all('billing.meter_event', 'identifier', identifier)
    .filter(({ created }) => created > account.now() - IDENTIFIER_SECONDS);
}

/** Takes an event back, which is allowed for a day. */
function cancelEvent(account: Account, meter: Meter, identifier: string): void {
  const event = account.store
    .all('billing.meter_event', 'identifier', identifier)
    .findLast(({ event_name: name }) => name === meter.event_name);
  if (!event) throw noSuch('billing meter event', identifier, 'cancel[identifier]');
  const customer = event._key.split('|').at(-1) ?? '';
  if (event.created < timeFor(account, [customer]) - IDENTIFIER_SECONDS) {
    throw invalid(
      'You can only cancel meter events within 24 hours of Stripe receiving them.',
      'cancel[identifier]',
    );
  }
  account.change('billing.meter_event', event.id, null, { _canceled: true });
}
