import 'server-only';
import { log } from '@/lib/errors/log';
import type { Deliver } from '@/lib/stripe/sync/outbox';

/**
 * What Cue does when something has changed in a customer's business: it tells the operator's log, one
 * line for each effect, with ids and amounts and without anybody's name or address.
 */
export const deliverEffect: Deliver = (effect) => {
  const { dedupe_key: key, topic, object_id: object, customer_id: customer, payload } = effect;
  log.info({ effect: key, topic, object, customer, ...payload }, topic);
  return Promise.resolve();
};
