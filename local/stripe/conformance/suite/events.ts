import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import { faultsOfPrevious, unmet, type Expectations, type RawEvent } from './expectations';
import { lookUntil } from './patience';
import type { Receiver } from './receiver';
import type { Report } from './report';
import type { Json } from './request';
import type { Seen } from './seen';

/** Stripe keeps more, but nothing of a run is further back. */
const EVENTS_MAX = 5000;

interface Run {
  stripe: Stripe;
  report: Report;
  seen: Seen;
  expectations: Expectations;
  /** The newest event before the run, or null. */
  before: string | null;
  /** Where events are delivered, or null where they are only listed. */
  receiver: Receiver | null;
  /** How long an event may take to come. */
  eventsMs: number;
}

/**
 * Looks at all events of a run: those that were expected came, each tells rightly what has changed,
 * and what was delivered is what is listed.
 */
export async function checkEvents(run: Run): Promise<void> {
  const { expectations, report, seen } = run;
  let events: RawEvent[] = [];
  const isComplete = await lookUntil(run.eventsMs, async () => {
    events = await listEvents(run);
    return unmet(expectations, events).length === 0 ? true : null;
  });
  if (!isComplete) {
    for (const what of unmet(expectations, events)) report.fault('events', `${what} never came`);
  }
  for (const { data, type } of events) {
    report.eventTypes.add(type);
    seen.noteState(data.object);
  }
  for (const event of events) {
    const states = seen.statesOf(String(event.data.object.id));
    const others = states.filter((state) => state !== event.data.object);
    if (others.length === 0) continue;
    for (const fault of faultsOfPrevious(event, others)) report.fault(event.type, fault);
  }
  await checkDeliveries(run, events);
}

async function listEvents({ stripe, before }: Run): Promise<RawEvent[]> {
  const events: RawEvent[] = [];
  for await (const event of stripe.events.list({ limit: 100 })) {
    if (event.id === before || events.length >= EVENTS_MAX) break;
    events.push(JSON.parse(JSON.stringify(event)) as RawEvent); // as it came over the wire
  }
  return events;
}

async function checkDeliveries({ receiver, report, eventsMs }: Run, events: RawEvent[]) {
  if (!receiver) return;
  const ids = events.map(({ id }) => id);
  const late = new Set(await receiver.waitFor(ids, eventsMs));
  for (const event of events) {
    if (late.has(event.id)) report.fault('webhook', `${event.type} never came`);
    const delivered = receiver.arrived.get(event.id);
    if (delivered && !isDeepStrictEqual(lasting(delivered), lasting({ ...event }))) {
      report.fault('webhook', `${event.type} is delivered otherwise than listed`);
    }
  }
}

/** An event without what goes on changing while it is delivered. */
function lasting({ pending_webhooks: _pending, ...event }: Json): Json {
  return event;
}
