import type { Chunks } from '../chunk';
import { dynamodb } from './dynamodb';
import { stripe } from './stripe';

/** What acts outside, in TypeScript: one helper for each kind of step. */
export const actions: Chunks = {
  ...stripe,
  ...dynamodb,
  http: {
    needs: ['failure'],
    code: `
interface Request {
  method: string;
  url: string;
  headers: Record<string, string>;
  body?: string | undefined;
  timeoutSeconds?: number;
  /** As the reader of a failure knows it. */
  who?: string;
  /** Where a secret is sent, it stays with whom it was sent to. */
  follows?: boolean;
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
}

function retryAfter(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const seconds = /^\\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isNaN(seconds) ? undefined : Math.max(0, seconds);
}

/** One HTTP request; fails for 400 and more. */
async function send({ method, url, headers, body, timeoutSeconds = 20, who, follows = false }: Request): Promise<Answer> {
  const name = who ?? new URL(url).host;
  const signal = AbortSignal.timeout(timeoutSeconds * 1000);
  const redirect = follows ? 'follow' : 'manual';
  let answer: Answer;
  try {
    const response = await fetch(url, { method, headers, body: body ?? null, signal, redirect });
    const found = Object.fromEntries(response.headers);
    answer = { status: response.status, headers: found, text: await response.text() };
  } catch (error) {
    throw new Failure(\`\${name} cannot be reached: \${error instanceof Error ? error.message : ''}\`, true);
  }
  const { status } = answer;
  if (status < 400 && (follows || status < 300)) return answer;
  const words = answer.text.replaceAll(/\\s+/g, ' ').trim().slice(0, 300);
  const isTemporary = [408, 425, 429].includes(status) || status >= 500;
  throw new Failure(\`\${name} answered \${status}: \${words}\`, isTemporary, retryAfter(answer.headers['retry-after']));
}

function readJson(words: string): unknown {
  try {
    return JSON.parse(words);
  } catch {
    return undefined;
  }
}

function bodyOf({ headers, text: words }: Answer): unknown {
  const isJson = /^application\\/([\\w.+-]+\\+)?json\\b/i.test(headers['content-type'] ?? '');
  return (isJson ? readJson(words) : undefined) ?? words;
}
`,
  },
  http_request: {
    needs: ['http'],
    code: `
const leftOut = new Set(['set-cookie', 'www-authenticate', 'connection', 'keep-alive', 'transfer-encoding']);

interface HttpRequest {
  method: string;
  url: string;
  timeoutSeconds: number;
  headers?: { name: string; value: string }[];
  body?: unknown;
}

async function httpRequest(key: string, { method, url, timeoutSeconds, headers = [], body: content }: HttpRequest) {
  const isSent = content !== undefined && method !== 'GET';
  const body = !isSent ? undefined : typeof content === 'string' ? content : JSON.stringify(content);
  const sent: Record<string, string> = method === 'GET' ? {} : { 'idempotency-key': key };
  if (body !== undefined) {
    const isJson = readJson(body) !== undefined;
    sent['content-type'] = isJson ? 'application/json' : 'text/plain; charset=utf-8';
  }
  for (const { name, value } of headers) sent[name.toLowerCase()] = value;
  const answer = await send({ method, url, headers: sent, body, timeoutSeconds, follows: true });
  const shown = Object.entries(answer.headers).filter(([name]) => !leftOut.has(name));
  return { status: answer.status, headers: Object.fromEntries(shown), body: bodyOf(answer) };
}
`,
  },
  send_email: {
    needs: ['http'],
    code: `
interface Email {
  apiKey: string;
  /** When the step names none. */
  sender: string;
  from?: string;
  to: string;
  subject: string;
  body: string;
}

/** Sends a text mail by SendGrid (POST /v3/mail/send). */
async function sendEmail(key: string, { apiKey, sender, from = '', to, subject, body }: Email) {
  const addresses = to.split(',').flatMap((each) => each.trim() || []);
  const wrong = addresses.find((each) => !/^[^@]+@[^@]+$/.test(each));
  if (wrong !== undefined || addresses.length === 0) {
    throw new Failure(\`"\${(wrong ?? to).slice(0, 100)}" is no email address\`);
  }
  const message = {
    personalizations: [
      { to: addresses.map((email) => ({ email })), custom_args: { cue_idempotency_key: key } },
    ],
    from: { email: from || sender },
    subject: subject.replaceAll(/\\s+/g, ' ').trim(),
    content: [{ type: 'text/plain', value: body }],
    headers: { 'X-Cue-Idempotency-Key': key },
  };
  const answer = await send({
    method: 'POST',
    url: \`\${process.env.SENDGRID_API_URL ?? 'https://api.sendgrid.com'}/v3/mail/send\`,
    headers: { authorization: \`Bearer \${apiKey}\`, 'content-type': 'application/json' },
    body: JSON.stringify(message),
    who: 'SendGrid',
  });
  return { messageId: answer.headers['x-message-id'] ?? '', status: answer.status };
}
`,
  },
  send_webhook: {
    needs: ['http'],
    imports: ["import { createHmac } from 'node:crypto';"],
    code: `
interface WebhookMessage {
  url: string;
  secret: string;
  event: string;
  payload: unknown;
}

/** Posts a message with the HMAC-SHA256 of its time and body, so that the receiver knows the sender. */
async function sendWebhook(key: string, { url, secret, event, payload }: WebhookMessage) {
  const body = JSON.stringify({ id: key, event, data: payload });
  const seconds = Math.floor(Date.now() / 1000);
  const code = createHmac('sha256', secret).update(\`\${seconds}.\${body}\`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'cue-signature': \`t=\${seconds},v1=\${code}\`,
    'idempotency-key': key,
  };
  const answer = await send({ method: 'POST', url, headers, body });
  return { status: answer.status, body: bodyOf(answer) };
}
`,
  },
  ai_prompt: {
    needs: ['http', 'missing'],
    code: `
interface Prompt {
  baseUrl: string;
  model: string;
  prompt: string;
  outputTokensMax: number;
  system?: string;
}

/** Asks a model behind any API that is compatible with OpenAI's (POST /chat/completions). */
async function aiPrompt(key: string, { baseUrl, model, prompt, outputTokensMax, system = '' }: Prompt) {
  const role = system === '' ? [] : [{ role: 'system', content: system }];
  const apiKey = process.env.AI_API_KEY ?? '';
  const answer = await send({
    method: 'POST',
    url: \`\${baseUrl.replace(/\\/+$/, '')}/chat/completions\`,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': key,
      ...(apiKey !== '' && { authorization: \`Bearer \${apiKey}\` }),
    },
    body: JSON.stringify({
      model,
      messages: [...role, { role: 'user', content: prompt }],
      max_tokens: outputTokensMax,
    }),
    timeoutSeconds: 60,
    who: 'The language model',
  });
  const found = readJson(answer.text);
  const choices = isObject(found) && Array.isArray(found.choices) ? found.choices : [];
  const content: unknown = choices[0]?.message?.content;
  if (typeof content === 'string') return { text: content };
  throw new Failure('The language model gave no answer that can be read');
}
`,
  },
};
