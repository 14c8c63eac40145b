import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { z } from 'zod';

/** One request that arrived at the outside, without what differs from client to client. */
export interface Arrived {
  method: string;
  path: string;
  body: unknown;
  headers: Record<string, string>;
}

export const secrets = {
  stripe: { secretKey: 'sk_test_0123456789' },
  sendgrid: { apiKey: 'SG.0123456789', fromEmail: 'shop@example.com' },
  aws_dynamodb: {
    accessKeyId: 'AKIA0123456789ABCDEF',
    secretAccessKey: 'secret/of+aws/0123456789',
    region: 'eu-central-1',
  },
  webhook: { url: '', signingSecret: 'signing-secret-0123' },
};

export class Outside {
  readonly requests: Arrived[] = [];
  /** Answers by path, in turn; the last one stays. */
  readonly answers = new Map<string, { status: number; body: unknown }[]>();
  readonly origin: string;
  readonly #close: () => Promise<void>;

  private constructor(origin: string, close: () => Promise<void>) {
    this.origin = origin;
    this.#close = close;
  }

  /** A server that every provider's address leads to. */
  static async open(): Promise<Outside> {
    const server = createServer((request, response) => {
      void outside.#receive(request).then(({ status, body }) => {
        response.sendDate = false;
        response.writeHead(status, {
          'content-type': 'application/json',
          'x-message-id': 'message_1',
          'retry-after': '0',
        });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = z.object({ port: z.number() }).parse(server.address());
    const outside: Outside = new Outside(`http://127.0.0.1:${address.port}`, async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    });
    return outside;
  }

  close(): Promise<void> {
    return this.#close();
  }

  /** What arrived since the last time. */
  take(): Arrived[] {
    return this.requests.splice(0);
  }

  async #receive(request: IncomingMessage) {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk as Uint8Array));
    const text = Buffer.concat(chunks).toString();
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    const { method = '', url = '' } = request;
    if (headers['x-amz-target'] !== undefined) verifyAwsSignature(method, text, headers);
    this.requests.push(toArrived({ method, url, text, headers }));
    const path = headers['x-amz-target'] ?? new URL(url, this.origin).pathname;
    const answers = this.answers.get(path) ?? [];
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    const made = { id: 'made_1', ok: true };
    // Stripe's is for a buyer's browser, and neither engine nor code keeps it.
    const isStripe = path.startsWith('/v1/');
    return answer ?? { status: 200, body: isStripe ? { ...made, client_secret: 'hidden' } : made };
  }
}

const kept = ['idempotency-key', 'authorization', 'stripe-version', 'x-amz-target', 'x-own'];

function toArrived(raw: {
  method: string;
  url: string;
  text: string;
  headers: Record<string, string>;
}): Arrived {
  const { method, text, headers } = raw;
  const isForm = headers['content-type']?.includes('form') === true;
  const url = new URL(raw.url, 'http://outside');
  const query = [...url.searchParams].sort();
  const signature = headers['cue-signature'];
  if (signature !== undefined) verifyCueSignature(signature, text);
  const named = Object.entries(headers).filter(([name]) => kept.includes(name));
  const [, ...types] = headers['content-type']?.split(';') ?? [];
  return {
    method,
    path: `${url.pathname}?${JSON.stringify(query)}`,
    body: text === '' ? null : isForm ? [...new URLSearchParams(text)].sort() : readJson(text),
    headers: {
      // A signature holds the time; it has been verified.
      ...Object.fromEntries(named.filter(([, value]) => !value.startsWith('AWS4'))),
      ...(types.length > 1 && { type: types.join(';') }),
    },
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

function verifyCueSignature(header: string, body: string): void {
  const parts = new Map(header.split(',').map((part) => part.split('=') as [string, string]));
  const wanted = createHmac('sha256', secrets.webhook.signingSecret)
    .update(`${parts.get('t') ?? ''}.${body}`)
    .digest('hex');
  if (parts.get('v1') !== wanted) throw new Error('The signature of a webhook is wrong');
}

/** AWS Signature Version 4, read back from the request as AWS does. */
function verifyAwsSignature(method: string, body: string, headers: Record<string, string>): void {
  const found = /Credential=([^,]+), SignedHeaders=([^,]+), Signature=(\w+)/.exec(
    headers.authorization ?? '',
  );
  const [, credential = '', names = '', signature = ''] = found ?? [];
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const lines = names.split(';').map((name) => `${name}:${headers[name] ?? ''}\n`);
  const request = `${method}\n/\n\n${lines.join('')}\n${names}\n${hash(body)}`;
  const scope = credential.split('/').slice(1);
  const text = `AWS4-HMAC-SHA256\n${headers['x-amz-date'] ?? ''}\n${scope.join('/')}\n${hash(request)}`;
  const secret = [...scope, text].reduce<Buffer>(
    (key, part) => createHmac('sha256', key).update(part).digest(),
    Buffer.from(`AWS4${secrets.aws_dynamodb.secretAccessKey}`),
  );
  if (secret.toString('hex') !== signature) throw new Error('The signature of AWS is wrong');
}
