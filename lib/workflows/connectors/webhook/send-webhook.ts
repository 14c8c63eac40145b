import 'server-only';
import { createHmac } from 'node:crypto';
import type { SecretOf } from '../../credentials/secret';
import { StepFailure, type Executor, type Json } from '../executor';
import { readJson, requireSecret, toStatusFailure } from '../failures';
import { toBody } from '../http/http-request';
import { safeFetch, type NetworkDeps } from '../net/safe-fetch';

/** Posts a signed message to the account's address. */
export function createSendWebhook(network: NetworkDeps): Executor<'send_webhook'> {
  return async ({ config, credential, trigger, idempotencyKey, signal, log }) => {
    const secret = requireSecret('webhook', credential);
    const data = config.payload === '' ? trigger : readJson(config.payload);
    if (data === undefined) {
      throw new StepFailure('Data: this is not valid JSON', { isTemporary: false });
    }
    const message = { id: idempotencyKey, event: config.event, data };
    const answer = await postSigned(network, secret, { message, idempotencyKey, signal });
    log(`${new URL(secret.url).host} answered ${answer.status}`);
    return { status: answer.status, body: toBody(answer) };
  };
}

interface Delivery {
  message: { id: string; event: string; data: Json };
  idempotencyKey: string;
  signal: AbortSignal;
}

/**
 * Sends one message with its signature. It is followed nowhere: a redirect would hand a signed
 * message to somebody whom the author did not name.
 * @throws StepFailure for every answer but 2xx
 */
export async function postSigned(
  network: NetworkDeps,
  { url, signingSecret }: SecretOf<'webhook'>,
  { message, idempotencyKey, signal }: Delivery,
) {
  const body = JSON.stringify(message);
  const answer = await safeFetch(network, {
    method: 'POST',
    url,
    headers: [
      { name: 'content-type', value: 'application/json' },
      { name: 'cue-signature', value: toSignature(signingSecret, body, new Date()) },
      { name: 'idempotency-key', value: idempotencyKey },
    ],
    body,
    timeoutSeconds: 20,
    signal,
    redirectsMax: 0,
  });
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw toStatusFailure({
    who: new URL(url).host,
    status: answer.status,
    retryAfter: answer.headers['retry-after'],
    detail: answer.text,
    // A path may be as secret as a key.
    secrets: [signingSecret, url, new URL(url).pathname],
  });
}

/**
 * The header `Cue-Signature`: seconds since 1970 and the HMAC-SHA256 of them, a dot and the body. The
 * receiver computes the same and refuses what is old, so that nobody can send it again later.
 */
function toSignature(secret: string, body: string, now: Date): string {
  const seconds = Math.floor(now.getTime() / 1000);
  const code = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
  return `t=${seconds},v1=${code}`;
}
