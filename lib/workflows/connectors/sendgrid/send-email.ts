import 'server-only';
import { z } from 'zod';
import { StepFailure, type Executor } from '../executor';
import { readJson, requireSecret, toStatusFailure } from '../failures';
import { resolveByDns } from '../net/destination';
import { safeFetch } from '../net/safe-fetch';

export interface SendgridDeps {
  /** The origin of SendGrid's API. */
  apiUrl: string;
}

const RECIPIENTS_MAX = 50;
const address = z.email();

/** Sends one text mail through the account's SendGrid (POST /v3/mail/send). */
export function createSendEmail({ apiUrl }: SendgridDeps): Executor<'send_email'> {
  return async ({ config, credential, idempotencyKey, signal, log }) => {
    const { apiKey, fromEmail } = requireSecret('sendgrid', credential);
    const to = readAddresses(config.to);
    const [from] = config.from === '' ? [fromEmail] : readAddresses(config.from);
    const answer = await askSendgrid(
      { apiUrl },
      {
        method: 'POST',
        path: '/v3/mail/send',
        apiKey,
        signal,
        body: {
          personalizations: [
            // SendGrid has no idempotency of its own; its event webhooks name this, so a second mail can be seen.
            {
              to: to.map((email) => ({ email })),
              custom_args: { cue_idempotency_key: idempotencyKey },
            },
          ],
          from: { email: from },
          // A subject is one line; a break in it comes from data.
          subject: config.subject.replaceAll(/\s+/g, ' ').trim(),
          content: [{ type: 'text/plain', value: config.body }],
          headers: { 'X-Cue-Idempotency-Key': idempotencyKey },
        },
      },
    );
    log(`SendGrid took the mail to ${to.length === 1 ? '1 address' : `${to.length} addresses`}`);
    return { messageId: answer.headers['x-message-id'] ?? '', status: answer.status };
  };
}

function readAddresses(text: string): string[] {
  const addresses = text.split(',').flatMap((each) => each.trim() || []);
  const wrong = addresses.find((each) => !address.safeParse(each).success);
  if (wrong !== undefined || addresses.length === 0) {
    const shown = (wrong ?? text).slice(0, 100);
    throw new StepFailure(`"${shown}" is no email address`, { isTemporary: false });
  }
  if (addresses.length > RECIPIENTS_MAX) {
    throw new StepFailure(`A mail goes to at most ${RECIPIENTS_MAX} addresses`, {
      isTemporary: false,
    });
  }
  return addresses;
}

interface SendgridRequest {
  method: 'GET' | 'POST';
  path: string;
  apiKey: string;
  body?: unknown;
  signal: AbortSignal;
}

const errorsSchema = z.object({ errors: z.array(z.object({ message: z.string() })) });

/** Asks SendGrid's API. @throws StepFailure for every answer that is a refusal */
export async function askSendgrid({ apiUrl }: SendgridDeps, request: SendgridRequest) {
  const { method, path, apiKey, body, signal } = request;
  // The address is this installation's own setting, wherever it leads.
  const network = { allowedOrigins: new Set([new URL(apiUrl).origin]), resolve: resolveByDns };
  const answer = await safeFetch(network, {
    method,
    url: new URL(path, apiUrl).href,
    headers: [
      { name: 'authorization', value: `Bearer ${apiKey}` },
      ...(body === undefined ? [] : [{ name: 'content-type', value: 'application/json' }]),
    ],
    body: body === undefined ? null : JSON.stringify(body),
    timeoutSeconds: 20,
    signal,
    redirectsMax: 0,
  });
  if (answer.status < 300) return answer;
  const errors = errorsSchema.safeParse(readJson(answer.text));
  throw toStatusFailure({
    who: 'SendGrid',
    status: answer.status,
    retryAfter: answer.headers['retry-after'],
    detail: errors.success ? errors.data.errors.map(({ message }) => message).join('; ') : '',
    secrets: [apiKey],
  });
}
