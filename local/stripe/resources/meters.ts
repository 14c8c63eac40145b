import type Stripe from 'stripe';
import { aggregate, usageEvents } from '../billing/usage';
import { DAY, HOUR, type Period } from '../billing/calendar';
import type { Account } from '../kernel/account';
import { invalid } from '../kernel/errors';
import { toToken } from '../kernel/ids';
import { cut, page } from '../kernel/lists';
import { given } from '../kernel/merge';
import type { JsonObject, Records } from '../kernel/records';
import { render } from '../kernel/render';
import { route } from '../kernel/route';

type Meter = Records['billing.meter'];
type SummaryParams = Stripe.Billing.MeterListEventSummariesParams;

export const meterRoutes = [
  route<Stripe.Billing.MeterCreateParams>('POST /v1/billing/meters', (account, params) => {
    requireFreeName(account, params.event_name);
    const meter = account.create('billing.meter', {
      customer_mapping: params.customer_mapping ?? {
        event_payload_key: 'stripe_customer_id',
        type: 'by_id',
      },
      default_aggregation: params.default_aggregation,
      display_name: params.display_name,
      event_name: params.event_name,
      event_time_window: params.event_time_window ?? null,
      status: 'active',
      status_transitions: { deactivated_at: null },
      updated: account.now(),
      value_settings: params.value_settings ?? { event_payload_key: 'value' },
    });
    account.emit('billing.meter.created', meter);
    return render(account, meter);
  }),

  route<object>('GET /v1/billing/meters/{id}', (account, _params, id) =>
    render(account, account.require('billing.meter', id)),
  ),

  route<Stripe.Billing.MeterUpdateParams>('POST /v1/billing/meters/{id}', (account, params, id) => {
    account.require('billing.meter', id);
    const changed = account.change('billing.meter', id, 'billing.meter.updated', {
      ...given(params, 'display_name'),
      updated: account.now(),
    });
    return render(account, changed);
  }),

  route<Stripe.Billing.MeterListParams>('GET /v1/billing/meters', (account, params) => {
    const found = account.store
      .all('billing.meter')
      .filter(({ status }) => params.status === undefined || status === params.status);
    return page(account, found, params, '/v1/billing/meters');
  }),

  route<object>('POST /v1/billing/meters/{id}/deactivate', (account, _params, id) =>
    turn(account, account.require('billing.meter', id), 'inactive'),
  ),

  route<object>('POST /v1/billing/meters/{id}/reactivate', (account, _params, id) => {
    const meter = account.require('billing.meter', id);
    if (meter.status === 'inactive') requireFreeName(account, meter.event_name);
    return turn(account, meter, 'active');
  }),

  route<SummaryParams>('GET /v1/billing/meters/{id}/event_summaries', summaries),
];

/** An event name leads to one meter at most. */
function requireFreeName(account: Account, name: string): void {
  const taken = account.store
    .all('billing.meter', 'event_name', name)
    .some(({ status }) => status === 'active');
  if (taken) {
    throw invalid(`An active meter with the event name \`${name}\` already exists.`, 'event_name');
  }
}

function turn(account: Account, meter: Meter, status: 'active' | 'inactive'): JsonObject {
  if (meter.status === status) {
    throw invalid(`This meter is already ${status}.`, 'id');
  }
  const now = account.now();
  const turned = account.change('billing.meter', meter.id, null, {
    status,
    status_transitions: { deactivated_at: status === 'inactive' ? now : null },
    updated: now,
  });
  account.emit(`billing.meter.${status === 'active' ? 'reactivated' : 'deactivated'}`, turned);
  return render(account, turned);
}

const WINDOWS = { day: DAY, hour: HOUR } as const;

function summaries(account: Account, params: SummaryParams, id: string): JsonObject {
  const meter = account.require('billing.meter', id);
  const customer = account.require('customer', params.customer, 'customer').id;
  const { start_time: start, end_time: end, value_grouping_window: window } = params;
  const size = window === undefined ? null : WINDOWS[window as keyof typeof WINDOWS];
  requireAligned(start, size, 'start_time');
  requireAligned(end, size, 'end_time');
  if (end <= start) throw invalid('`end_time` must be after `start_time`.', 'end_time');
  const events = usageEvents(account, meter.id, customer, { start, end });
  const windows =
    size === null
      ? [{ start, end }]
      : [...new Set(events.map(({ timestamp }) => timestamp - (timestamp % size)))]
          .sort((a, b) => b - a)
          .map((from) => ({ start: from, end: from + size }));
  const all = windows.map((each) => summaryOf(meter, customer, each, events));
  const { shown, hasMore } = cut(all, params);
  return {
    object: 'list',
    data: shown,
    has_more: hasMore,
    url: `/v1/billing/meters/${meter.id}/event_summaries`,
  };
}

function requireAligned(time: number, size: number | null, param: string): void {
  if (time % (size ?? 60) === 0) return;
  const what = size === DAY ? 'UTC day' : size === HOUR ? 'hour' : 'minute';
  throw invalid(`\`${param}\` must be aligned with ${what} boundaries.`, param);
}

function summaryOf(
  meter: Meter,
  customer: string,
  { start, end }: Period,
  events: readonly Records['billing.meter_event'][],
) {
  const within = events.filter(({ timestamp }) => timestamp >= start && timestamp < end);
  return {
    id: `mtrusg_${toToken(`${meter.id}:${customer}:${start}`, end, 24)}`,
    object: 'billing.meter_event_summary',
    aggregated_value: Number(aggregate(meter.default_aggregation.formula, within)),
    end_time: end,
    livemode: false,
    meter: meter.id,
    start_time: start,
  };
}
