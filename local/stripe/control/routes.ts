import type { Context, Hono } from 'hono';
import { z } from 'zod';
import { NO_FAULTS } from '../delivery/faults';
import type { Emulator } from '../emulator';
import { StripeApiError } from '../kernel/errors';
import type { PagesPort } from '../pages/port';
import { discountCustomer } from '../resources/discounts';
import { confirmCheckout, confirmSchema } from './checkout';
import { putEndpoint } from './webhook-endpoint';

const SETTLE_MS_DEFAULT = 20_000;
const LISTED_MAX = 1000;

const advanceSchema = z
  .strictObject({
    to: z.number().int().optional(),
    seconds: z.number().int().nonnegative().optional(),
  })
  .refine(({ to, seconds }) => (to === undefined) !== (seconds === undefined), {
    error: 'Either to (a Unix second) or seconds must be given.',
  });
const settleSchema = z.strictObject({ timeout_ms: z.number().int().positive().optional() });
const restoreSchema = z.strictObject({ snapshot: z.string() });
const failNextSchema = z.strictObject({
  count: z.number().int().min(1).max(100).default(1),
  decline_code: z.string().default('generic_decline'),
});
const faultsSchema = z.strictObject({
  hold: z.boolean().optional(),
  duplicates: z.number().int().min(0).max(20).optional(),
  drop: z.array(z.string()).optional(),
  delay_ms: z.number().int().min(0).optional(),
  latency_ms: z.number().int().min(0).optional(),
  rate_limited: z.number().int().min(0).optional(),
});
const releaseSchema = z.strictObject({
  order: z.enum(['published', 'reversed', 'shuffled']).default('published'),
  seed: z.string().default('release'),
});
const resendSchema = z.strictObject({ event: z.string() });
const retriesSchema = z.strictObject({
  retry_after_days: z.array(z.number().positive()).optional(),
  finally: z.enum(['canceled', 'unpaid', 'past_due']).optional(),
});
const discountCustomerSchema = z.strictObject({ customer: z.string(), coupon: z.string() });
const endpointSchema = z.strictObject({
  url: z.url(),
  secret: z.string().startsWith('whsec_'),
  enabled_events: z.array(z.string()).min(1).default(['*']),
  api_version: z.string().optional(),
  payload: z.enum(['snapshot', 'thin']).default('snapshot'),
  connect: z.boolean().default(false),
});

/**
 * Mounts the control API: what a test or the inspector needs and Stripe does not offer. Every route
 * takes and answers JSON; a field that it does not know is refused like one that does not fit.
 */
export function mountControl(app: Hono, emulator: Emulator, pages: PagesPort): void {
  const post = <Schema extends z.ZodType>(
    path: string,
    schema: Schema,
    run: (input: z.output<Schema>) => unknown,
  ) =>
    app.post(`/_cue/${path}`, async (c) => {
      const input = schema.safeParse(await readJson(c));
      if (!input.success) return c.json({ error: z.prettifyError(input.error) }, 400);
      try {
        const answer = await run(input.data);
        emulator.file.commit();
        return c.json(answer ?? {});
      } catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return c.json({ error: message }, error instanceof StripeApiError ? 404 : 400);
      }
    });

  mountClock(emulator, post);
  mountFaults(emulator, post);
  post('webhook-endpoint', endpointSchema, (input) => putEndpoint(emulator.account, input));

  post('discount-customer', discountCustomerSchema, ({ customer, coupon }) => {
    const account = emulator.home(customer);
    return account.atomic(() => ({ discount: discountCustomer(account, customer, coupon).id }));
  });
  post('confirm-checkout', confirmSchema, (input) => confirmCheckout(pages, input));

  app.get('/_cue/deliveries', (c) => c.json({ deliveries: emulator.deliveries.list(LISTED_MAX) }));
  app.get('/_cue/state', (c) => c.json(summary(emulator)));
}

type Post = <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
  run: (input: z.output<Schema>) => unknown,
) => unknown;

function mountClock(emulator: Emulator, post: Post): void {
  post('reset', z.strictObject({}), () => emulator.reset());
  post('snapshot', z.strictObject({}), () => ({ snapshot: emulator.snapshot() }));
  post('restore', restoreSchema, ({ snapshot }) => {
    if (!emulator.restore(snapshot)) throw new Error(`No such snapshot: ${snapshot}`);
  });
  post('advance', advanceSchema, ({ to, seconds = 0 }) => {
    emulator.catchUp();
    emulator.advance(to ?? emulator.account.now() + seconds);
    return { now: emulator.account.now() };
  });
  post('settle', settleSchema, async ({ timeout_ms: timeoutMs = SETTLE_MS_DEFAULT }) => {
    emulator.catchUp(); // a test clock told to advance does so now
    return {
      settled: await emulator.deliveries.settle(timeoutMs),
      pending: emulator.deliveries.pending,
    };
  });
}

function mountFaults(emulator: Emulator, post: Post): void {
  post('fail-next', failNextSchema, ({ count, decline_code: code }) => {
    emulator.account.store.state.failNext.push(...Array<string>(count).fill(code));
  });
  post('faults', faultsSchema, (input) => {
    emulator.deliveries.faults = {
      hold: input.hold ?? NO_FAULTS.hold,
      duplicates: input.duplicates ?? NO_FAULTS.duplicates,
      drop: input.drop ?? NO_FAULTS.drop,
      delayMs: input.delay_ms ?? NO_FAULTS.delayMs,
      latencyMs: input.latency_ms ?? NO_FAULTS.latencyMs,
      rateLimited: input.rate_limited ?? NO_FAULTS.rateLimited,
    };
  });
  post('release', releaseSchema, async ({ order, seed }) => ({
    released: await emulator.deliveries.release(order, seed),
  }));
  post('resend', resendSchema, ({ event }) => emulator.resend(event));
  post('retries', retriesSchema, (input) => {
    const { retries } = emulator.account.store.state;
    retries.retryAfterDays = input.retry_after_days ?? retries.retryAfterDays;
    retries.finally = input.finally ?? retries.finally;
  });
}

function summary(emulator: Emulator) {
  const [platform, ...connected] = emulator.accounts;
  return {
    now: emulator.account.now(),
    counts: emulator.counts(platform),
    accounts: Object.fromEntries(
      connected.map((account) => [String(account.world), emulator.counts(account)]),
    ),
    pending: emulator.deliveries.pending,
    faults: emulator.deliveries.faults,
  };
}

async function readJson(c: Context): Promise<unknown> {
  const text = await c.req.text();
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
