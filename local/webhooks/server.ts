import { createHmac, timingSafeEqual } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import { listen } from '../kit/listen';
import { mountAssets } from '../kit/page/assets';
import { isSameOrigin, onlyHost, pageHeaders } from '../kit/page/security';
import { deliveriesDocument } from './page';

/** What deliveries are signed with; the page says it. */
export const webhookSecret = 'whsec_local_catcher_of_deliveries';

const DELIVERIES_MAX = 500;
const TOLERANCE_SECONDS = 300;

export interface Delivery {
  path: string;
  method: string;
  receivedAt: string;
  headers: Record<string, string>;
  body: string;
  /** Null when it had none. */
  isSigned: boolean | null;
  status: number;
}

const answerSchema = z.object({
  status: z.coerce.number().int().min(200).max(599).default(200),
  delayMs: z.coerce.number().int().min(0).max(60_000).default(0),
  /** For so many deliveries; 0 for all until told otherwise. */
  times: z.coerce.number().int().min(0).max(1000).default(0),
});
export type PlannedAnswer = z.infer<typeof answerSchema>;

interface State {
  deliveries: Delivery[];
  answer: PlannedAnswer;
}

const usual: PlannedAnswer = { status: 200, delayMs: 0, times: 0 };

/**
 * Starts a receiver of webhooks on 127.0.0.1: whatever is sent to `/in/...` is kept, checked for its
 * signature and shown at `/`. The page, or POST `/_cue/answer`, says what it answers.
 *
 * @throws Error when the port is taken
 */
export async function startWebhookCatcher(options: { port: number }) {
  const state: State = { deliveries: [], answer: usual };
  const app = new Hono();
  const { url, close } = await listen((request) => app.fetch(request), {
    port: options.port,
    name: 'webhook catcher',
  });
  app.use(onlyHost(() => url));
  mountAssets(app);
  app.all('/in/*', async (c) => {
    const { answer } = state;
    if (answer.times > 0)
      state.answer = answer.times === 1 ? usual : { ...answer, times: answer.times - 1 };
    const body = await c.req.text();
    state.deliveries.unshift({
      path: c.req.path,
      method: c.req.method,
      receivedAt: new Date().toISOString(),
      headers: c.req.header(),
      body,
      isSigned: isSigned(c.req.header('cue-signature'), body),
      status: answer.status,
    });
    state.deliveries.splice(DELIVERIES_MAX);
    await wait(answer.delayMs, undefined, { signal: c.req.raw.signal }).catch(() => undefined);
    return new Response(JSON.stringify({ received: true }), {
      status: answer.status,
      headers: { 'content-type': 'application/json' },
    });
  });
  mountControl(app, state, () => url);
  return { url, close };
}

function mountControl(app: Hono, state: State, url: () => string): void {
  app.get('/_cue/deliveries', (c) => c.json({ deliveries: state.deliveries }));
  app.post('/_cue/answer', async (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    const isForm = !(c.req.header('content-type') ?? '').includes('json');
    state.answer = answerSchema.parse(isForm ? await c.req.parseBody() : await c.req.json());
    return isForm ? c.redirect('/', 303) : c.body(null, 204);
  });
  app.post('/_cue/clear', (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    state.deliveries = [];
    state.answer = usual;
    return c.redirect('/', 303);
  });
  app.get('/', (c) => {
    const page = { ...state, address: `${url()}/in/hook`, secret: webhookSecret };
    return c.html(deliveriesDocument(page), 200, pageHeaders());
  });
}

/** As a careful receiver checks it: the time first, then the code, in constant time. */
function isSigned(header: string | undefined, body: string): boolean | null {
  if (header === undefined) return null;
  const [, seconds, code] = /^t=(\d{1,12}),v1=([0-9a-f]{64})$/.exec(header) ?? [];
  if (seconds === undefined || code === undefined) return false;
  if (Math.abs(Date.now() / 1000 - Number(seconds)) > TOLERANCE_SECONDS) return false;
  const expected = createHmac('sha256', webhookSecret).update(`${seconds}.${body}`).digest();
  return timingSafeEqual(expected, Buffer.from(code, 'hex'));
}
