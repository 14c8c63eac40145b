import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { log } from '@/lib/errors/log';
import { applyFetched, drawTicket, requireData } from './mirror';
import type { Pace } from './pacer';
import { refetch, type SyncDeps } from './refetch';
import { isMissing, timed } from './retrieve';

/** Longer than the slowest request and its retries: then the server that asked is dead. */
const LEASE_SECONDS = 120;
const AT_ONCE = 20;

const checksSchema = z.array(z.object({ invoice: z.string(), mark: z.number().int() }));

export interface PaymentCheckOptions {
  pace: Pace;
  /** Whether there is time for another invoice. */
  hasTime: () => boolean;
}

/**
 * Asks for the payments of invoices that changed. Stripe announces a payment only once it is paid;
 * that one is open, over how much, and that it was canceled, no event tells. Several servers may do
 * this at once.
 *
 * @returns of how many invoices the payments were asked for
 * @throws AppError `unavailable` when the database is
 * @see https://docs.stripe.com/api/invoice-payment
 */
export async function checkPayments(
  deps: SyncDeps,
  { pace, hasTime }: PaymentCheckOptions,
): Promise<{ asked: number }> {
  const tally = { asked: 0 };
  while (hasTime()) {
    const due = checksSchema.parse(
      requireData(
        await deps.db
          .schema('billing')
          .rpc('claim_payment_checks', { p_limit: AT_ONCE, p_lease_seconds: LEASE_SECONDS }),
      ),
    );
    if (due.length === 0) break;
    for (const { invoice, mark } of due) {
      // Stripe may be slow: what is not asked for now comes back with its lease.
      if (!hasTime()) break;
      try {
        await bringPayments(deps, pace, invoice);
        requireData(
          await deps.db
            .schema('billing')
            .rpc('end_payment_check', { p_invoice: invoice, p_mark: mark }),
        );
        tally.asked += 1;
      } catch (error) {
        // One that cannot be asked about must not keep the others waiting; its lease brings it back.
        log.error({ err: error, invoice }, 'payments of an invoice not asked for');
      }
    }
  }
  return tally;
}

async function bringPayments(deps: SyncDeps, pace: Pace, invoice: string): Promise<void> {
  let after: string | undefined;
  do after = await pace(() => bringPage(deps, invoice, after));
  while (after !== undefined);
}

/**
 * @returns where the next page begins
 * @throws AppError `unavailable` when Stripe is, or others kept writing
 */
async function bringPage(
  deps: SyncDeps,
  invoice: string,
  after: string | undefined,
): Promise<string | undefined> {
  const ticket = await drawTicket(deps.db);
  const page = await pageOf(deps.stripe, invoice, after);
  if (page === null || page.reply.data.length === 0) return undefined;
  const { reply, asOf } = page;
  const { outcomes, ticket: next } = await applyFetched(
    deps.db,
    { ...asOf, ticket, source: 'api', eventId: null, requestId: null },
    reply.data.map((data) => ({ type: 'invoice_payment', id: data.id, data })),
  );
  const overtaken = outcomes.filter(({ outcome }) => outcome === 'retry');
  for (const { id } of overtaken) {
    const known = reply.data.find((payment) => payment.id === id) ?? null;
    const outcome = await refetch(deps, { type: 'invoice_payment', id, known }, next, null);
    // Its mark has to stay.
    if (outcome === 'retry') throw new AppError('unavailable');
  }
  return reply.has_more ? reply.data.at(-1)?.id : undefined;
}

/** Payments of an invoice; null when the invoice is gone, and they with it. */
async function pageOf(stripe: Stripe, invoice: string, after: string | undefined) {
  try {
    return await timed(() =>
      stripe.invoicePayments.list({
        invoice,
        limit: 100,
        ...(after !== undefined && { starting_after: after }),
      }),
    );
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}
