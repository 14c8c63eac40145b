import path from 'node:path';
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { z } from 'zod';
import { createControl, type EndpointInput } from '../stripe/control';
import { startLocalStripe } from '../stripe/server';
import { locate } from './location';
import { createSay, type Say } from './say';
import { stopSignal } from './stop-signal';

const usage = `Starts the local Stripe alone, for any application in any language.

  --port PORT            where it listens on 127.0.0.1 (default 12111; 0 takes a free one)
  --key KEY              the secret key that is let in, sk_test_... (default sk_test_cue)
  --memory               keeps nothing; without it the state is kept in .local between starts
  --webhook URL=SECRET   delivers every event there, signed with the secret whsec_...; may be given again
  --clock TIME           a clock that stands at this ISO 8601 time until it is advanced`;

const options = {
  port: { type: 'string', default: '12111' },
  key: { type: 'string', default: 'sk_test_cue' },
  memory: { type: 'boolean', default: false },
  webhook: { type: 'string', multiple: true, default: [] },
  clock: { type: 'string' },
  help: { type: 'boolean', default: false },
} satisfies ParseArgsConfig['options'];

const webhookSchema = z.string().transform((text, context): EndpointInput => {
  // The last one: an address may well hold another.
  const at = text.lastIndexOf('=whsec_');
  const url = text.slice(0, at);
  if (at < 0 || !URL.canParse(url)) {
    context.addIssue('must be URL=SECRET, http://localhost:4242/webhook=whsec_...');
    return z.NEVER;
  }
  return { url, secret: text.slice(at + 1) };
});

const argumentsSchema = z.object({
  port: z.coerce.number('must be a number').int().min(0).max(65_535),
  key: z.string().regex(/^sk_test_\w+$/, 'must begin with sk_test_'),
  memory: z.boolean(),
  webhook: z.array(webhookSchema),
  clock: z.iso
    .datetime({ offset: true, error: 'must be a time such as 2027-01-31T10:00:00Z' })
    .transform((text) => Math.floor(Date.parse(text) / 1000))
    .optional(),
});

type AloneOptions = z.output<typeof argumentsSchema>;

/**
 * Reads the arguments of `npm run local:stripe`.
 *
 * @returns null when only help is wanted
 * @throws Error that names the argument
 */
export function parseAloneArguments(args: string[]): AloneOptions | null {
  const { values } = parseArgs({ args, options });
  if (values.help) return null;
  const parsed = argumentsSchema.safeParse(values);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`--${String(issue?.path[0])} ${issue?.message ?? 'is wrong'}.\n\n${usage}`);
}

/**
 * `npm run local:stripe`: the local Stripe without the rest of the stack, until it is stopped.
 *
 * @returns the exit code
 * @throws Error for wrong arguments and for a port in use
 */
export async function runStripeAlone(root: string, args: string[]): Promise<number> {
  const say = createSay();
  const input = parseAloneArguments(args);
  if (!input) {
    say.info(usage);
    return 0;
  }
  const stopping = stopSignal();
  const { stateDir } = locate(root, process.env);
  const stripe = await startLocalStripe({
    port: input.port,
    secretKey: input.key,
    ...(!input.memory && { stateFile: path.join(stateDir, `stripe-${input.port}.json`) }),
    ...(input.clock !== undefined && { frozenAt: input.clock }),
  });
  const control = createControl(stripe.url);
  for (const endpoint of input.webhook) await control.webhookEndpoint(endpoint);
  introduce(say, stripe.url, input);
  await new Promise<void>((resolve) => {
    stopping.addEventListener('abort', () => {
      resolve();
    });
  });
  await stripe.close();
  return 0;
}

function introduce(say: Say, url: string, { key, memory, webhook }: AloneOptions): void {
  const { hostname, port } = new URL(url);
  say.info(`The local Stripe listens on ${url}
  new Stripe('${key}', { protocol: 'http', host: '${hostname}', port: ${port} })
  objects, events, clock: ${url}/
  webhooks: ${webhook.map((each) => each.url).join(', ') || 'none'}
  state: ${memory ? 'in memory, gone at the end' : 'kept between starts'}`);
}
