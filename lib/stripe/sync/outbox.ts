import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { log } from '@/lib/errors/log';
import { requireData } from './mirror';

/** Longer than any delivery may take: then whoever took the effect is dead. */
const LEASE_SECONDS = 60;
const AT_ONCE = 20;

const effectSchema = z.object({
  id: z.number().int(),
  lease: z.uuid(),
  /** Unique for ever; give it to whoever is told, as the idempotency key. */
  dedupe_key: z.string(),
  /** `subscription.started`, `payment.failed`, ...; see `stripe.effects_of`. */
  topic: z.string(),
  object_type: z.string(),
  object_id: z.string(),
  customer_id: z.string().nullable(),
  payload: z.record(z.string(), z.unknown()),
  attempts: z.number().int(),
});
export type Effect = z.infer<typeof effectSchema>;

/** Does what an effect asks for; throws when it should be tried again. */
export type Deliver = (effect: Effect) => Promise<void>;

/**
 * Delivers what is due. Several servers may do this at once: each effect has one holder, and whoever
 * lost his lease cannot settle it any more. A server that dies between delivering and settling makes
 * the effect come again, with the same key.
 *
 * @param hasTime whether there is time for another round
 * @throws AppError `unavailable` when the database is
 */
export async function deliverEffects(
  db: Db,
  deliver: Deliver,
  hasTime: () => boolean,
): Promise<{ delivered: number; failed: number }> {
  const tally = { delivered: 0, failed: 0 };
  while (hasTime()) {
    const effects = await claimEffects(db);
    if (effects.length === 0) break;
    for (const effect of effects) {
      const error = await attempt(deliver, effect);
      await settle(db, effect, error);
      if (error === null) tally.delivered += 1;
      else tally.failed += 1;
    }
  }
  return tally;
}

async function claimEffects(db: Db): Promise<Effect[]> {
  const reply = await db
    .schema('billing')
    .rpc('claim_effects', { p_limit: AT_ONCE, p_lease_seconds: LEASE_SECONDS });
  return z.array(effectSchema).parse(requireData(reply));
}

async function attempt(deliver: Deliver, effect: Effect): Promise<string | null> {
  try {
    await deliver(effect);
    return null;
  } catch (error) {
    log.error({ err: error, effect: effect.dedupe_key }, 'effect not delivered');
    return error instanceof Error ? error.message : String(error);
  }
}

async function settle(db: Db, { id, lease }: Effect, error: string | null): Promise<void> {
  const reply = await db.schema('billing').rpc('settle_effect', {
    p_id: id,
    p_lease: lease,
    ...(error !== null && { p_error: error }),
  });
  requireData(reply);
}
