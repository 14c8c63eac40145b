import Stripe from 'stripe';
import { SdkTypes } from '../sdk-types';
import { checkEvents } from './events';
import type { Expectations } from './expectations';
import { startReceiver, type Receiver } from './receiver';
import { Report } from './report';
import { createTry, type Scenario, type Try } from './scenario';
import { SCENARIOS } from './scenarios/all';
import { SdkRoutes } from './sdk-routes';
import { Seen } from './seen';
import { tidy } from './tidy';
import { watchingFetch } from './watch';

interface SuiteOptions {
  /** Where the API is, `https://api.stripe.com` or a local Stripe. */
  base: string;
  /** A test key. */
  key: string;
  /** How long an event may take to be listed and to come. */
  eventsMs?: number;
  /** Ends with the first fault, and leaves everything as it is. */
  untilFault?: boolean;
  /** Runs the scenarios with this in their names. */
  only?: string;
  /** Called with the name of each scenario before it runs. */
  onScenario?: (name: string) => void;
}

/** Reading the SDK takes a second: once for all runs of a process. */
let sdk: { types: SdkTypes; routes: SdkRoutes } | null = null;

const EVENTS_MS_DEFAULT = 30_000;

/**
 * Runs scenarios against an API and holds each request, raw answer, error body and event against
 * the SDK's types and against what Stripe documents. Knows nothing of what it talks to.
 *
 * @throws Error when the key is not a test key, since customers are made and cards charged, or when
 *   no scenario has the name asked for
 */
export async function runSuite(options: SuiteOptions): Promise<Report> {
  if (!/^[sr]k_test_/.test(options.key)) throw new Error('The suite runs with a test key only.');
  const scenarios = SCENARIOS.filter(([name]) => name.includes(options.only ?? ''));
  if (scenarios.length === 0) {
    const names = SCENARIOS.map(([name]) => `  ${name}`).join('\n');
    throw new Error(`No scenario is called ${String(options.only)}. There are:\n${names}`);
  }
  const { types, routes } = (sdk ??= { types: new SdkTypes(), routes: new SdkRoutes() });
  const [report, seen] = [new Report(), new Seen()];
  const watched = watchingFetch({ types, routes, report, seen });
  const stripe = createClient(options, watched);
  const receiver = await startReceiver(stripe, types, report);
  const isDone = () => options.untilFault === true && report.faults.size > 0;
  try {
    const isReached = await register(stripe, options, receiver, report);
    const expectations: Expectations = { announced: [], caused: [], standing: [] };
    const attempt = createTry(stripe, { ...options, fetch: watched, report, expectations });
    const before = (await stripe.events.list({ limit: 1 })).data[0]?.id ?? null;
    for (const scenario of scenarios) {
      if (isDone()) break;
      options.onScenario?.(scenario[0]);
      await play(scenario, attempt, report);
    }
    if (!isDone()) {
      const eventsMs = options.eventsMs ?? EVENTS_MS_DEFAULT;
      const reached = isReached ? receiver : null;
      await checkEvents({
        stripe,
        report,
        seen,
        expectations,
        before,
        receiver: reached,
        eventsMs,
      });
    }
    if (!options.untilFault) await tidy(createClient(options, fetch), seen);
  } catch (error) {
    report.fault('suite', messageOf(error));
  } finally {
    await receiver.close();
  }
  return report;
}

function createClient({ base, key }: SuiteOptions, through: typeof fetch): Stripe {
  const { hostname, port, protocol } = new URL(base);
  return new Stripe(key, {
    host: hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
    // On the way to a real Stripe a request may get lost, or meet a limit.
    maxNetworkRetries: isLoopback(hostname) ? 0 : 3,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(through),
  });
}

function isLoopback(hostname: string): boolean {
  return /^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname);
}

async function play([name, run]: Scenario, attempt: Try, report: Report): Promise<void> {
  report.scenarios.push(name);
  try {
    await run(attempt);
  } catch (error) {
    report.fault(name, messageOf(error));
  }
}

/** Registers the receiver. An API on the internet cannot reach it: then events are only listed. */
async function register(
  stripe: Stripe,
  { base }: SuiteOptions,
  receiver: Receiver,
  report: Report,
): Promise<boolean> {
  if (!isLoopback(new URL(base).hostname)) {
    report.skipped.push('deliveries: this machine cannot be reached from there');
    return false;
  }
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['*'],
    api_version: Stripe.API_VERSION,
  });
  receiver.secret = endpoint.secret ?? '';
  return true;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
