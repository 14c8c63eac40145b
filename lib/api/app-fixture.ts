import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { encode } from 'next-auth/jwt';
import { afterAll, beforeAll, vi } from 'vitest';
import { POST as receiveEvent } from '@/app/api/webhooks/stripe/route';
import { graceDays, plans } from '@/lib/catalog/plans';
import { pushCatalog } from '@/lib/catalog/push';
import type { PaidPlanId } from '@/lib/catalog/schema';
import { createServiceClient, type Db } from '@/lib/db/clients';
import { createStripe } from '@/lib/stripe/client';
import { startSupabaseApi } from '@/local/database/api';
import { createTestDatabase, type TestDatabase } from '@/local/database/template';
import { listen } from '@/local/kit/listen';
import { createControl } from '@/local/stripe/control';
import { startLocalStripe } from '@/local/stripe/server';

/** What a browser of one person sends with every request. */
export interface Person {
  id: string;
  email: string;
  cookie: string;
}

type Handler = (request: Request, context: { params: Promise<unknown> }) => Promise<Response>;

interface Call {
  method?: string;
  /** Path and query. */
  path?: string;
  params?: Record<string, string>;
  as?: Person;
  /** Sent as JSON. */
  body?: unknown;
  headers?: Record<string, string>;
}

/** The product with a real database and the local Stripe behind it, without Next in front. */
export interface AppFixture {
  origin: string;
  database: TestDatabase;
  service: Db;
  stripe: ReturnType<typeof createStripe>;
  control: ReturnType<typeof createControl>;
  /** Makes a person with an account. */
  addPerson: (email?: string) => Promise<Person>;
  /** Calls a route's handler as a browser on our own pages would. */
  call: (handler: Handler, call?: Call) => Promise<Response>;
  /** Lets a person buy a plan on the hosted page and waits for the webhooks. */
  buy: (person: Person, plan: PaidPlanId) => Promise<void>;
  close: () => Promise<void>;
}

const origin = 'http://localhost:3000';
const random = () => randomBytes(24).toString('hex');

async function startServices() {
  const database = await createTestDatabase();
  const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
  const keys = { publishableKey: `sb_publishable_${random()}`, secretKey: `sb_secret_${random()}` };
  const publicJwk = { ...(await exportJWK(publicKey)), kid: 'test' };
  const api = await startSupabaseApi({
    databaseUrl: database.url,
    port: 0,
    publicJwk,
    ...keys,
  });
  const stripeKey = `sk_test_${random()}`;
  const localStripe = await startLocalStripe({ port: 0, secretKey: stripeKey });
  const values = {
    NEXTAUTH_URL: origin,
    NEXTAUTH_SECRET: random(),
    GOOGLE_CLIENT_ID: 'x',
    GOOGLE_CLIENT_SECRET: 'x',
    GITHUB_CLIENT_ID: 'x',
    GITHUB_CLIENT_SECRET: 'x',
    SUPABASE_URL: api.url,
    SUPABASE_PUBLISHABLE_KEY: keys.publishableKey,
    SUPABASE_SECRET_KEY: keys.secretKey,
    SUPABASE_SIGNING_KEY: JSON.stringify({ ...(await exportJWK(privateKey)), kid: 'test' }),
    STRIPE_SECRET_KEY: stripeKey,
    STRIPE_WEBHOOK_SECRET: `whsec_${random()}`,
    STRIPE_API_URL: localStripe.url,
  };
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value);
  const deliveries = new Set<Promise<Response>>();
  const receive = (request: Request) => {
    const answer = receiveEvent(request);
    deliveries.add(answer);
    return answer;
  };
  const webhooks = await listen(receive, { port: 0, name: 'webhooks of this test' });
  const control = createControl(localStripe.url);
  await control.webhookEndpoint({ url: webhooks.url, secret: values.STRIPE_WEBHOOK_SECRET });
  const close = async () => {
    await localStripe.close();
    // A delivery goes on after its sender is gone; the database must outlive it.
    await Promise.all(deliveries);
    await webhooks.close();
    await api.close();
    await database.drop();
  };
  return { database, control, secret: values.NEXTAUTH_SECRET, close };
}

/** A request as fetch would send it from a page of the app. */
function toRequest({ method = 'GET', path = '/', as, body, headers = {} }: Call): Request {
  const isUnsafe = method !== 'GET';
  const sent = {
    ...(as !== undefined && { cookie: as.cookie }),
    ...(isUnsafe && { origin }),
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...headers,
  };
  const content = typeof body === 'string' ? body : JSON.stringify(body);
  return new Request(`${origin}${path}`, {
    method,
    headers: sent,
    ...(body !== undefined && { body: content }),
  });
}

async function startApp(): Promise<AppFixture> {
  const { database, control, secret, close } = await startServices();
  const stripe = createStripe();
  const service = createServiceClient();
  await pushCatalog({ stripe, db: service, env: 'test' }, { plans, graceDays });
  await control.settle();
  // Imported late: it reads the environment that stands only now.
  const { startCheckout } = await import('@/lib/billing/commands');
  const { createBillingDeps } = await import('@/lib/billing/deps');

  return {
    origin,
    database,
    service,
    stripe,
    control,
    close,
    addPerson: async (email = `${randomUUID()}@example.com`) => {
      const rows = await database.query(
        "insert into next_auth.users (email, name) values ($1, 'Ada Lovelace') returning id",
        [email],
      );
      const id = String(rows[0]?.id);
      const token = await encode({ token: { sub: id, email, name: 'Ada Lovelace' }, secret });
      return { id, email, cookie: `next-auth.session-token=${token}` };
    },
    call: (handler, call = {}) =>
      handler(toRequest(call), { params: Promise.resolve(call.params ?? {}) }),
    buy: async ({ id, email }, plan) => {
      const deps = createBillingDeps({ id, email, name: null, image: null });
      const { sessionId } = await startCheckout(deps, { tier: plan, interval: 'month' });
      const outcome = await control.confirmCheckout({ session: sessionId });
      if (outcome.kind !== 'complete') throw new Error(`The purchase ended ${outcome.kind}.`);
      await control.settle();
    },
  };
}

/** Sets the product up for the test file that calls it; use it inside tests only. */
export function setUpApp(): AppFixture {
  let app: AppFixture | undefined;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app?.close());
  const target = {} as AppFixture;
  // The tests hold the fixture from the start, before `beforeAll` has made it.
  return new Proxy(target, {
    get: (_target, name) => {
      if (app === undefined) throw new Error('The app is there in tests only.');
      return Reflect.get(app, name) as unknown;
    },
  });
}
