import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { cronEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';

/**
 * Lets the scheduler in, which knows `CRON_SECRET`.
 *
 * @throws AppError `unauthenticated`; also while no secret is set: then nobody may
 */
export function requireCronSecret(request: Request): void {
  const { CRON_SECRET } = cronEnv();
  const sent = /^Bearer (.+)$/.exec(request.headers.get('authorization') ?? '')?.[1];
  if (CRON_SECRET === undefined || sent === undefined || !isSame(sent, CRON_SECRET)) {
    throw new AppError('unauthenticated', { detail: 'This is for the scheduler only.' });
  }
}

/** Digests have one length, so that the comparison tells nothing about the secret's. */
function isSame(left: string, right: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(left), digest(right));
}
