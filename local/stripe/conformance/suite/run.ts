import Stripe from 'stripe';
import { SdkTypes } from '../sdk-types';
import { startReceiver, type Receiver } from './receiver';
import { Report } from './report';
import { createTry, type Scenario, type Try } from './scenario';
import { SCENARIOS } from './scenarios';
import { watchingFetch } from './watch';

interface SuiteOptions {
  /** Where the API is, `https://api.stripe.com` or a local Stripe. */
  base: string;
  /** A test key. */
  key: string;
  /** Read once when many runs share them: it takes a second. */
  types?: SdkTypes;
  /** How long a webhook may take to come. */
  webhookMs?: number;
  /** Ends with the first fault. */
  untilFault?: boolean;
}

const WEBHOOK_MS_DEFAULT = 20_000;
/** Stripe keeps more, but nothing of this run is further back. */
const EVENTS_MAX = 3000;

/**
 * Runs every scenario against an API and holds each request, raw answer, error body and event
 * against the SDK's types and against what Stripe documents. Knows nothing of what it talks to.
 *
 * @throws Error when the key is not a test key: the suite creates customers and charges cards
 */
export async function runSuite(options: SuiteOptions): Promise<Report> {
  if (!/^[sr]k_test_/.test(options.key)) throw new Error('The suite runs with a test key only.');
  const types = options.types ?? new SdkTypes();
  const report = new Report();
  const { hostname, port, protocol } = new URL(options.base);
  const stripe = new Stripe(options.key, {
    host: hostname,
    port: port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port),
    protocol: protocol === 'https:' ? 'https' : 'http',
    maxNetworkRetries: 0,
    telemetry: false,
    httpClient: Stripe.createFetchHttpClient(watchingFetch(types, report)),
  });
  const receiver = await startReceiver(stripe, types, report);
  const isDone = () => options.untilFault === true && report.faults.size > 0;
  try {
    const endpoint = await register(stripe, hostname, receiver, report);
    const attempt = createTry(stripe, options, report);
    const before = await newestEvent(stripe);
    for (const scenario of SCENARIOS) {
      if (!isDone()) await play(scenario, attempt, report);
    }
    if (!isDone()) await checkEvents(stripe, before, endpoint ? receiver : null, report, options);
    if (endpoint) await stripe.webhookEndpoints.del(endpoint);
  } catch (error) {
    report.fault('suite', messageOf(error));
  } finally {
    await receiver.close();
  }
  return report;
}

async function play([name, run]: Scenario, attempt: Try, report: Report): Promise<void> {
  try {
    await run(attempt);
  } catch (error) {
    report.fault(name, messageOf(error));
  }
}

/** Registers the receiver. An API on the internet cannot reach it: then events are only listed. */
async function register(
  stripe: Stripe,
  hostname: string,
  receiver: Receiver,
  report: Report,
): Promise<string | null> {
  if (!/^(127\.0\.0\.1|localhost|\[::1\])$/.test(hostname)) {
    report.skipped.push('deliveries: this machine cannot be reached from there');
    return null;
  }
  const endpoint = await stripe.webhookEndpoints.create({
    url: receiver.url,
    enabled_events: ['*'],
    api_version: Stripe.API_VERSION,
  });
  receiver.secret = endpoint.secret ?? '';
  return endpoint.id;
}

async function newestEvent(stripe: Stripe): Promise<string | null> {
  return (await stripe.events.list({ limit: 1 })).data[0]?.id ?? null;
}

/** Every event of the run is listed with its type, and came to the endpoint, signed. */
async function checkEvents(
  stripe: Stripe,
  before: string | null,
  receiver: Receiver | null,
  report: Report,
  { webhookMs = WEBHOOK_MS_DEFAULT }: SuiteOptions,
): Promise<void> {
  const events: Stripe.Event[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    if (event.id === before || events.length >= EVENTS_MAX) break;
    events.push(event);
    report.eventTypes.add(event.type);
  }
  const late =
    (await receiver?.waitFor(
      events.map(({ id }) => id),
      webhookMs,
    )) ?? [];
  for (const id of late) {
    report.fault('webhook', `${events.find((event) => event.id === id)?.type ?? id} never came`);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
