import 'server-only';
import type Stripe from 'stripe';
import { stripeTimeoutMs } from '@/lib/stripe/client';
import { idOf, isComplete, type MirroredObject } from '@/lib/stripe/rows/rows';
import { applyFetched, drawTicket, type AsOf, type Fetched } from './mirror';
import { refetch, type SyncDeps } from './refetch';
import { asOf, headerOf, isMissing, retrieve, timed } from './retrieve';

/** Invoices of a customer that matter now: the newest, open ones among them. */
const INVOICES_MAX = 20;

interface Page extends AsOf {
  objects: MirroredObject[];
}

/**
 * Brings everything that decides about a customer into the mirror at once: the customer, all his
 * subscriptions and his newest invoices. For pages that must not wait for a webhook.
 *
 * @throws AppError `unavailable`, `provider_failed`
 */
export async function syncCustomer(deps: SyncDeps, customerId: string): Promise<void> {
  const { stripe, db } = deps;
  const ticket = await drawTicket(db);
  const [customer, ...pages] = await Promise.all([
    retrieve(stripe, 'customer', customerId),
    orEmpty(() => stripe.subscriptions.list({ customer: customerId, status: 'all', limit: 100 })),
    orEmpty(() => stripe.invoices.list({ customer: customerId, limit: INVOICES_MAX })),
  ]);
  const { data, ...moment } = customer;
  await applyAll(deps, ticket, moment, [{ type: 'customer', id: customerId, data }]);
  for (const page of pages) {
    const fetched = page.objects.map((object) => ({
      type: object.object,
      id: idOf(object),
      data: object,
    }));
    await applyAll(deps, ticket, page, fetched);
  }
}

/** A list about a customer who is gone is no error: there is nothing on it. */
async function orEmpty(
  list: () => Promise<Stripe.Response<Stripe.ApiList<Stripe.Subscription | Stripe.Invoice>>>,
): Promise<Page> {
  try {
    const { reply, asOf: moment } = await timed(list);
    return { objects: reply.data, ...moment };
  } catch (error) {
    if (isMissing(error)) return { objects: [], lo: 0, hi: 0 };
    throw error;
  }
}

/** Writes answers, and asks one by one for those that a list cut short or a write overtook. */
async function applyAll(
  deps: SyncDeps,
  ticket: number,
  { lo, hi }: AsOf,
  fetched: readonly Fetched[],
): Promise<void> {
  if (fetched.length === 0) return;
  const isWhole = ({ data }: Fetched) => data === null || isComplete(data);
  const whole = fetched.filter(isWhole);
  const { outcomes, ticket: next } = await applyFetched(
    deps.db,
    { ticket, lo, hi, source: 'api', eventId: null, requestId: null },
    whole,
  );
  const overtaken = new Set(
    outcomes.filter(({ outcome }) => outcome === 'retry').map(({ type, id }) => `${type} ${id}`),
  );
  const again = fetched.filter((one) => !isWhole(one) || overtaken.has(`${one.type} ${one.id}`));
  for (const { type, id, data } of again) {
    await refetch(deps, { type, id, known: data }, next, null);
  }
}

/**
 * Brings the answer of a command (a customer made, a price archived) into the mirror, so that its
 * webhook is no news.
 *
 * @param object as the SDK returned it, with its `lastResponse`
 * @throws AppError `unavailable`, `provider_failed`
 */
export async function syncObject(
  deps: SyncDeps,
  object: Stripe.Response<MirroredObject>,
): Promise<void> {
  const { headers, requestId } = object.lastResponse;
  const target = { type: object.object, id: idOf(object) };
  // A replayed idempotent request answers with what was true the first time: old news, new date.
  const isReplay = headerOf(headers, 'idempotent-replayed') === 'true';
  if (!isReplay) {
    // Nobody drew a ticket before this request, so only the clocks can tell. How long it took is not
    // known any more either: at most one attempt's timeout.
    const moment = asOf(headers, stripeTimeoutMs);
    const { outcomes } = await applyFetched(
      deps.db,
      { ...moment, ticket: null, source: 'api', eventId: null, requestId },
      [{ ...target, data: object }],
    );
    if (outcomes[0]?.outcome !== 'retry') return;
  }
  await refetch(deps, { ...target, known: object }, await drawTicket(deps.db), null);
}
