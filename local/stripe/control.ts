import type { Faults, ReleaseOrder } from './delivery/faults';
import type { Delivery } from './kernel/state';

/** How a checkout ended; `redirectUrl` is where the hosted page would lead. */
export type CheckoutOutcome =
  | { kind: 'complete'; redirectUrl: string }
  | { kind: 'declined'; message: string; code: string; declineCode: string | null }
  | { kind: 'invalid'; field: string; message: string };

export interface ConfirmInput {
  session: string;
  email?: string;
  /** Card number; Stripe's 4242... when left out. */
  number?: string;
  exp_month?: string;
  exp_year?: string;
  cvc?: string;
  name?: string;
  authentication?: 'complete' | 'fail';
}

export interface EndpointInput {
  url: string;
  /** `whsec_...`, the secret that the receiver verifies with. */
  secret: string;
  /** All when left out. */
  enabled_events?: string[];
  /** The SDK's when left out. Only the event's `api_version` follows another one; see `shownTo`. */
  api_version?: string;
  /** `thin` sends notifications without the object; types are then named `v1.invoice.paid`. */
  payload?: 'snapshot' | 'thin';
  /** Hears of the events of connected accounts, and not of the platform's own. */
  connect?: boolean;
}

export interface FaultsInput {
  /** Keep deliveries until `release`. */
  hold?: boolean;
  /** Extra copies of each delivery. */
  duplicates?: number;
  /** Event types that get lost; `*` is all. */
  drop?: string[];
  delay_ms?: number;
  /** Extra milliseconds of each API request. */
  latency_ms?: number;
  /** How many of the next API requests are answered 429. */
  rate_limited?: number;
}

export interface StateSummary {
  /** The clock, Unix seconds. */
  now: number;
  /** How many objects of each type the platform has. */
  counts: Record<string, number>;
  /** The same of each connected account. */
  accounts: Record<string, Record<string, number>>;
  /** Deliveries that are waiting or under way; held ones aside. */
  pending: number;
  faults: Faults;
}

/**
 * A client of the local Stripe's control API.
 *
 * @param baseUrl as `startLocalStripe` answers it, `http://127.0.0.1:54330`
 */
export function createControl(baseUrl: string) {
  const send = async <Answer>(path: string, input?: object): Promise<Answer> => {
    const response = await fetch(`${baseUrl}/_cue/${path}`, {
      ...(input && { method: 'POST', body: JSON.stringify(input) }),
      headers: { 'Content-Type': 'application/json' },
    });
    const answer = (await response.json()) as Answer & { error?: string };
    if (!response.ok) throw new Error(`/_cue/${path}: ${answer.error ?? response.status}`);
    return answer;
  };
  return {
    /** Forgets everything but the platform's webhook endpoints. */
    reset: () => send<object>('reset', {}),
    snapshot: async () => (await send<{ snapshot: string }>('snapshot', {})).snapshot,
    /** Back to a snapshot, in all worlds; ids go on counting, so that none comes twice. */
    restore: (snapshot: string) => send<object>('restore', { snapshot }),
    /** Moves the clock to a Unix second or by a number of seconds, doing what falls due. */
    advance: (by: { to: number } | { seconds: number }) => send<{ now: number }>('advance', by),
    /** Resolves when every delivery is done; throws when some are still failing after the timeout. */
    settle: async (timeoutMs = 20_000) => {
      const { settled, pending } = await send<{ settled: boolean; pending: number }>('settle', {
        timeout_ms: timeoutMs,
      });
      if (!settled) throw new Error(`${pending} webhook deliveries are not done.`);
    },
    /** Declines the next payments of whatever account, whatever the card. */
    failNext: (input: { count?: number; decline_code?: string } = {}) =>
      send<object>('fail-next', input),
    /** Sets what goes wrong; what is left out works again. */
    faults: (input: FaultsInput) => send<object>('faults', input),
    /** Keeps deliveries until `release`, and sets back whatever else went wrong. */
    hold: () => send<object>('faults', { hold: true }),
    /** Lets held deliveries go one by one and answers how many. */
    release: async (input: { order?: ReleaseOrder; seed?: string } = {}) =>
      (await send<{ released: number }>('release', input)).released,
    /** Delivers an event once more to every endpoint that wants it. */
    resend: (event: string) => send<object>('resend', { event }),
    /** How unpaid renewals are retried and end. */
    retries: (input: {
      retry_after_days?: number[];
      finally?: 'canceled' | 'unpaid' | 'past_due';
    }) => send<object>('retries', input),
    webhookEndpoint: (input: EndpointInput) => send<{ id: string }>('webhook-endpoint', input),
    /** Gives a customer a discount, as only the dashboard can; answers its id. */
    discountCustomer: async (customer: string, coupon: string) =>
      (await send<{ discount: string }>('discount-customer', { customer, coupon })).discount,
    /** Completes a hosted checkout without a browser. */
    confirmCheckout: (input: ConfirmInput) => send<CheckoutOutcome>('confirm-checkout', input),
    /** The latest deliveries, newest first. */
    deliveries: async () => (await send<{ deliveries: Delivery[] }>('deliveries')).deliveries,
    state: () => send<StateSummary>('state'),
  };
}
