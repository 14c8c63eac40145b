import 'server-only';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { toWorkflowError } from '../database-error';

/**
 * Counts one generation of the person behind a client, before the work begins.
 *
 * @param db the database as that person
 * @throws AppError `plan_limit` with the plan that has room
 */
export async function countGeneration(db: Db): Promise<void> {
  const { error } = await db.schema('billing').rpc('count_generation');
  if (error !== null) throw toWorkflowError(error);
}

/**
 * Gives back a generation that was counted.
 *
 * @param service the database as the server: nobody lowers his own count
 */
export async function returnGeneration(service: Db, userId: string): Promise<void> {
  const { error } = await service.schema('billing').rpc('return_generation', { p_user_id: userId });
  if (error !== null) throw toWorkflowError(error);
}

/** Tokens that are set aside for one call of the language model. */
export interface TokenReservation {
  month: string;
  tokens: number;
}

/** The tokens of the whole installation, for everything that asks its language model. */
export interface TokenBudget {
  /** Null when the month has no room for so many. */
  reserve: (tokens: number) => Promise<TokenReservation | null>;
  settle: (reservation: TokenReservation, usedTokens: number) => Promise<void>;
}

/** @param tokensMax what may be used in a calendar month (UTC); null for no limit */
export function createTokenBudget(service: Db, tokensMax: number | null): TokenBudget {
  return {
    reserve: (tokens) => reserveTokens(service, tokens, tokensMax),
    settle: (reservation, usedTokens) => settleTokens(service, reservation, usedTokens),
  };
}

/**
 * Sets aside the most that a call of the language model can use.
 *
 * @param tokensMax what the installation may use in a calendar month (UTC); null for no limit
 * @returns null when the month has no room for the call
 */
export async function reserveTokens(
  service: Db,
  tokens: number,
  tokensMax: number | null,
): Promise<TokenReservation | null> {
  const { data, error } = await service.schema('billing').rpc('reserve_ai_tokens', {
    p_tokens: tokens,
    p_max: tokensMax ?? Number.MAX_SAFE_INTEGER,
  });
  if (error !== null) throw toWorkflowError(error);
  // The generated types do not say that a function may answer null.
  const month = z.string().nullable().parse(data);
  return month === null ? null : { month, tokens };
}

/** Puts what a call has used in place of what was set aside for it. */
export async function settleTokens(
  service: Db,
  { month, tokens }: TokenReservation,
  usedTokens: number,
): Promise<void> {
  const { error } = await service.schema('billing').rpc('settle_ai_tokens', {
    p_month: month,
    p_reserved: tokens,
    p_used: usedTokens,
  });
  if (error !== null) throw toWorkflowError(error);
}
