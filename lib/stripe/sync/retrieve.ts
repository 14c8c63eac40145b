import 'server-only';
import Stripe from 'stripe';
import { AppError } from '@/lib/errors/app-error';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';
import type { AsOf } from './mirror';
import { restOf, retrievers, type LastResponse } from './retrievers';

/** An object as Stripe has it now, null when it has it no longer, and when "now" was. */
export interface Current extends AsOf {
  data: MirroredObject | null;
  requestId: string | null;
}

type ReplyHeaders = Readonly<Record<string, string | undefined>> | Headers | undefined;

/** A header of an answer: the SDK gives its fetch client's as `Headers`, whatever its types say. */
export function headerOf(headers: ReplyHeaders, name: string): string | undefined {
  return headers instanceof Headers ? (headers.get(name) ?? undefined) : headers?.[name];
}

/**
 * When an answer was true, by Stripe's clock: its `Date` header less the time the request took, with
 * a second of room at either end because the header has whole seconds. Our own clock measures the
 * duration only; where it stands does not matter.
 *
 * @throws AppError `provider_failed` when the answer does not say when it was made
 */
export function asOf(headers: ReplyHeaders, elapsedMs: number): AsOf {
  const at = Math.floor(Date.parse(headerOf(headers, 'date') ?? '') / 1000);
  if (Number.isNaN(at)) {
    throw new AppError('provider_failed', { cause: new Error('Stripe sent no Date header') });
  }
  return { lo: at - Math.ceil(elapsedMs / 1000) - 1, hi: at + 1 };
}

/** True when Stripe says that it has no such object: an answer, not a failure. */
export function isMissing(error: unknown): error is Stripe.errors.StripeError {
  return error instanceof Stripe.errors.StripeError && error.code === 'resource_missing';
}

/** Stripe's own failures as ours; what it knows no answer to comes again later. */
function toOwnError(error: unknown): unknown {
  if (isMissing(error) || !(error instanceof Stripe.errors.StripeError)) return error;
  return new AppError('unavailable', { cause: error });
}

/**
 * Runs a request and says when its answer was true.
 *
 * @throws AppError `unavailable`, or Stripe's error where `isMissing`
 */
export async function timed<T extends { lastResponse: LastResponse }>(
  request: () => Promise<T>,
): Promise<{ reply: T; asOf: AsOf }> {
  const start = performance.now();
  const reply = await request().catch((error: unknown) => {
    throw toOwnError(error);
  });
  return { reply, asOf: asOf(reply.lastResponse.headers, performance.now() - start) };
}

/** Completes the list that Stripe cut short; widens `moment` to all of the answers. */
async function complete(stripe: Stripe, object: MirroredObject, moment: AsOf): Promise<void> {
  const rest = restOf(stripe, object);
  if (rest === null) return;
  const { list, next } = rest;
  for (let last = list.data.at(-1); list.has_more && last !== undefined; last = list.data.at(-1)) {
    const { id } = last;
    const { reply, asOf: page } = await timed(() => next(id));
    list.data.push(...reply.data);
    list.has_more = reply.has_more;
    moment.lo = Math.min(moment.lo, page.lo);
    moment.hi = Math.max(moment.hi, page.hi);
  }
}

/**
 * Asks Stripe for one object, complete with the lists that the mirror keeps. That the object does not
 * exist is an answer too.
 *
 * @param known the object as it was last seen, null when it never was: a discount can only be found
 *   through whoever has it
 * @throws AppError `unavailable` when Stripe cannot be reached or refuses, `provider_failed`
 */
export async function retrieve(
  stripe: Stripe,
  type: MirroredType,
  id: string,
  known: MirroredObject | null = null,
): Promise<Current> {
  const start = performance.now();
  try {
    const { reply, asOf: moment } = await timed(() => retrievers[type](stripe, id, known));
    const { requestId } = reply.lastResponse;
    if (reply.data !== null) await complete(stripe, reply.data, moment);
    return { data: reply.data, requestId, ...moment };
  } catch (error) {
    if (!isMissing(error)) throw error;
    const moment = asOf(error.headers, performance.now() - start);
    return { data: null, requestId: error.requestId ?? null, ...moment };
  }
}
