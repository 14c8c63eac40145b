import Stripe from 'stripe';
import { stripeRelease } from '@/lib/stripe/release';

/** Any object of Stripe as JSON. */
export interface StripeJson {
  id: string;
  object: string;
  [field: string]: unknown;
}

const SECRET = 'whsec_test';

/**
 * A Stripe that holds what a test puts into it and answers the real SDK in this process: single
 * objects and a customer's lists, with a clock of its own in the `Date` header. Its clock only moves
 * when a test moves it.
 */
export class StripeWorld {
  /** Seconds since 1970. */
  now = 1_800_000_000;
  /** Paths asked for, in order. */
  readonly requests: string[] = [];
  /** Runs before an answer is looked up; throw to make Stripe unreachable. */
  onRequest: (path: string) => Promise<void> = () => Promise.resolve();
  /** Runs after an answer was looked up and before it arrives. */
  onAnswer: (path: string) => Promise<void> = () => Promise.resolve();
  /** Sent with every answer besides its date. */
  headers: Record<string, string> = {};
  readonly stripe: Stripe;
  private readonly objects = new Map<string, StripeJson>();
  private events = 0;

  constructor() {
    this.stripe = new Stripe('sk_test_world', {
      apiVersion: stripeRelease,
      maxNetworkRetries: 0,
      telemetry: false,
      httpClient: Stripe.createFetchHttpClient((input: string | URL | Request) =>
        this.answer(new URL(input instanceof Request ? input.url : input)),
      ),
    });
  }

  /** What Stripe holds from now on. */
  put(object: StripeJson): void {
    this.objects.set(object.id, structuredClone(object));
  }

  /** Stripe no longer knows it. */
  remove(id: string): void {
    this.objects.delete(id);
  }

  get(id: string): StripeJson | undefined {
    return this.objects.get(id);
  }

  /** An event as the SDK reads it from a signed delivery; stamped with the clock unless told otherwise. */
  event(type: string, object: StripeJson, fields: Record<string, unknown> = {}): Stripe.Event {
    return this.stripe.webhooks.constructEvent(...this.delivery(type, object, fields), SECRET);
  }

  /** Body and signature of a delivery. */
  delivery(
    type: string,
    object: StripeJson,
    fields: Record<string, unknown> = {},
    secret = SECRET,
  ): [body: string, signature: string] {
    this.events += 1;
    const payload = JSON.stringify({
      id: `evt_${this.events}`,
      object: 'event',
      api_version: stripeRelease,
      created: this.now,
      livemode: false,
      pending_webhooks: 1,
      request: null,
      type,
      data: { object },
      ...fields,
    });
    return [payload, this.stripe.webhooks.generateTestHeaderString({ payload, secret })];
  }

  private async answer(url: URL): Promise<Response> {
    const path = url.pathname;
    this.requests.push(path);
    await this.onRequest(path);
    const body = structuredClone(this.lookUp(url));
    const date = Number.isNaN(this.now) ? {} : { date: new Date(this.now * 1000).toUTCString() };
    const headers = { ...this.headers, ...date, 'request-id': 'req_world' };
    await this.onAnswer(path);
    return Response.json(
      body ?? {
        error: {
          type: 'invalid_request_error',
          code: 'resource_missing',
          message: `No such ${path}`,
        },
      },
      { status: body === undefined ? 404 : 200, headers },
    );
  }

  private lookUp(url: URL): object | undefined {
    const [resource, id] = url.pathname.replace(/^\/v1\/(checkout\/)?/, '').split('/');
    if (id !== undefined) return this.objects.get(id);
    const type = (resource ?? '').replace(/s$/, '');
    const owner = url.searchParams.get('customer') ?? url.searchParams.get('subscription');
    const after = url.searchParams.get('starting_after');
    const all = [...this.objects.values()].filter(
      (object) =>
        object.object === type &&
        [object.customer, object.subscription].includes(owner ?? undefined),
    );
    const rest = after === null ? all : all.slice(all.findIndex(({ id: it }) => it === after) + 1);
    return { object: 'list', url: url.pathname, has_more: false, data: rest };
  }
}
