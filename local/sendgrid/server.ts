import { randomBytes } from 'node:crypto';
import { Hono } from 'hono';
import { z } from 'zod';
import { listen } from '../kit/listen';
import { mountAssets } from '../kit/page/assets';
import { isSameOrigin, onlyHost, pageHeaders } from '../kit/page/security';
import { mailSchema, toErrors, type KeptMail } from './mail';
import { mailsDocument } from './page';

/** The keys that are let in: one that may do everything, and one that may only read. */
export const sendgridKeys = {
  full: 'SG.local.full-access-key-for-development',
  readOnly: 'SG.local.read-only-key-for-development',
} as const;

const MAILS_MAX = 500;

const faultSchema = z.object({
  /** How the next requests are answered instead of being done. */
  status: z.number().int().min(400).max(599),
  times: z.number().int().min(1).max(1000).default(1),
  retryAfterSeconds: z.number().int().min(0).optional(),
});

interface Bindings {
  Variables: { maySend: boolean };
}

interface State {
  mails: KeptMail[];
  fault: z.infer<typeof faultSchema> | null;
}

/**
 * Starts the stand-in for SendGrid's API on 127.0.0.1. Mail is kept in memory and shown at `/`; nothing
 * is sent anywhere. `/_cue/fault` makes the next requests fail.
 *
 * @throws Error when the port is taken
 */
export async function startSendgrid(options: { port: number }) {
  const state: State = { mails: [], fault: null };
  const app = new Hono<Bindings>();
  const { url, close } = await listen((request) => app.fetch(request), {
    port: options.port,
    name: 'local SendGrid',
  });
  app.use(onlyHost(() => url));
  mountAssets(app);
  mountApi(app, state);
  mountControl(app, state);
  return { url, close };
}

const refusal = (message: string) => ({ errors: [{ message, field: null, help: null }] });

function mountApi(app: Hono<Bindings>, state: State): void {
  app.use('/v3/*', async (c, next) => {
    const { fault } = state;
    if (fault !== null) {
      state.fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
      const headers = new Headers({ 'content-type': 'application/json' });
      if (fault.retryAfterSeconds !== undefined)
        headers.set('retry-after', String(fault.retryAfterSeconds));
      const body = JSON.stringify(refusal('A fault was asked for'));
      return new Response(body, { status: fault.status, headers });
    }
    const known: readonly string[] = Object.values(sendgridKeys);
    const key = /^Bearer (\S+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    if (key === undefined || !known.includes(key)) {
      const message = 'The provided authorization grant is invalid, expired, or revoked';
      return c.json(refusal(message), 401);
    }
    c.set('maySend', key === sendgridKeys.full);
    await next();
    return undefined;
  });

  app.get('/v3/scopes', (c) =>
    c.json({ scopes: [...(c.var.maySend ? ['mail.send'] : []), 'user.profile.read'] }),
  );

  app.post('/v3/mail/send', async (c) => {
    if (!c.var.maySend) return c.json(refusal('access forbidden'), 403);
    if (!/^application\/json\b/i.test(c.req.header('content-type') ?? '')) {
      return c.json(refusal('Content-Type should be application/json.'), 415);
    }
    const body: unknown = await c.req.json().catch(() => null);
    const parsed = mailSchema.safeParse(body);
    if (!parsed.success) return c.json({ errors: toErrors(parsed.error) }, 400);
    const id = randomBytes(16).toString('base64url');
    state.mails.unshift({ id, receivedAt: new Date().toISOString(), mail: parsed.data });
    state.mails.splice(MAILS_MAX);
    return c.body(null, 202, { 'x-message-id': id });
  });
}

/** For tests and for the page; never the product. */
function mountControl(app: Hono<Bindings>, state: State): void {
  app.get('/_cue/mails', (c) => c.json({ mails: state.mails }));
  app.post('/_cue/fault', async (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    state.fault = faultSchema.parse(await c.req.json());
    return c.body(null, 204);
  });
  app.post('/_cue/clear', (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    state.mails = [];
    state.fault = null;
    return c.redirect('/', 303);
  });
  app.get('/', (c) => c.html(mailsDocument(state.mails, sendgridKeys.full), 200, pageHeaders()));
}
