import 'server-only';
import { actorId, type Actor } from '@/lib/admin/actor';
import { findAdmin } from '@/lib/admin/guard';
import { hashKey, parseBearer } from '@/lib/admin/key';
import { findUsableKey } from '@/lib/admin/queries';
import { requireSameOrigin } from '@/lib/api/same-origin';
import { readSession } from '@/lib/auth/session';
import { createServiceClient } from '@/lib/db/clients';
import { appEnv } from '@/lib/env/env';
import { AppError } from '@/lib/errors/app-error';
import { clientAddress, consumeRateLimit } from '@/lib/errors/rate-limit';

/** Before anybody is known: what one address may ask, good keys and guesses together. */
const addressLimit = { requestsMax: 1200, windowSeconds: 60 };
/** What one operator or key may do; Stripe itself allows 100 requests a second for all of them. */
const actorLimit = { requestsMax: 600, windowSeconds: 60 };

type Origin = Pick<Actor, 'via' | 'requestId'>;

/** @throws AppError `rate_limited` */
export async function limitActor(actor: Actor): Promise<void> {
  await consumeRateLimit('admin-actor', actorId(actor), actorLimit);
}

/**
 * The key that a request carries.
 *
 * @throws AppError `unauthenticated` when there is none, or it is unknown, revoked or expired: which of
 *   them is nobody's business
 */
export async function requireKey(request: Request, origin: Origin): Promise<Actor> {
  await consumeRateLimit('admin-address', clientAddress(request.headers), addressLimit);
  const key = parseBearer(request.headers.get('authorization'));
  const found = key === null ? null : await findUsableKey(createServiceClient(), hashKey(key));
  if (found === null) {
    throw new AppError('unauthenticated', {
      detail: 'Send a valid admin key: "Authorization: Bearer cue_admin_...".',
    });
  }
  const { id, name, scopes } = found;
  return { kind: 'api_key', keyId: id, name, scopes: new Set(scopes), ...origin };
}

/**
 * Who calls `/api/admin`: a key, or an operator's session when there is no `Authorization` header at
 * all. A session that changes something must also come from a page of this app.
 *
 * @throws AppError `unauthenticated`, `forbidden` (another origin), `rate_limited`; `not_found` for
 *   whoever is signed in without a role: for him there is nothing here
 */
export async function requireActor(request: Request, origin: Origin): Promise<Actor> {
  if (request.headers.has('authorization')) return requireKey(request, origin);
  await consumeRateLimit('admin-address', clientAddress(request.headers), addressLimit);
  const user = await readSession(request.headers.get('cookie'));
  if (user === null) throw new AppError('unauthenticated');
  requireSameOrigin(request, appEnv().NEXTAUTH_URL);
  const admin = await findAdmin(createServiceClient(), user, origin);
  if (admin === null) throw new AppError('not_found');
  return admin;
}
