import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import type { Delivery } from '../kernel/state';
import { inOrder, NO_FAULTS, type Faults, type ReleaseOrder } from './faults';
import { postEvent } from './post-event';
import { endpointsOf, wants } from './endpoints';
import { shownTo } from './thin';

/** Deliveries that run at the same time per emulator: like Stripe's, they overtake each other. */
const CONCURRENT_MAX = 6;
/** Seconds to the next attempt; the last repeats. Hours at Stripe, seconds here. */
const BACKOFF_SECONDS = [0.25, 0.5, 1, 2, 4, 8, 15];
/** At 15 seconds each, about an hour: longer than any restart of an application. */
const ATTEMPTS_MAX = 240;
/** Finished deliveries that the inspector can still show. */
const FINISHED_KEPT_MAX = 1000;
/** They are let go this many at a time: looking for them takes time. */
const FINISHED_SPARE = 200;

const PENDING = { status: 'pending' } as const;

/** Writes down what has changed. */
interface Save {
  /** What nobody waits for. */
  soon: () => void;
  /** Before it returns. */
  now: () => void;
}

/** Brings events to webhook endpoints: signed, retried, and spoilt on request. */
export class Deliveries {
  faults: Faults = { ...NO_FAULTS };
  private readonly waiting = new Map<string, Delivery>();
  private readonly inFlight = new Set<string>();
  private readonly abort = new AbortController();
  private sincePruned = 0;
  private settled: (() => void)[] = [];
  private timer: NodeJS.Timeout | null = null;
  private soon: NodeJS.Immediate | null = null;

  /** @param platform the account whose worlds' events these are */
  constructor(
    private readonly platform: () => Account,
    private readonly save: Save,
  ) {}

  /** Takes up what a restart interrupted, or forgets everything after a reset. */
  restart(): void {
    this.waiting.clear();
    for (const delivery of Object.values(this.all())) {
      // Whoever held them back is gone with the faults of that run.
      if (delivery.status === 'held' && !this.faults.hold) this.update(delivery, PENDING);
      if (delivery.status === 'pending') this.waiting.set(delivery.id, delivery);
    }
    this.tick();
  }

  /** Sends events to every endpoint that wants them. */
  publish(events: Records['event'][]): void {
    for (const event of events) {
      const endpoints = this.endpointsFor(event);
      if (endpoints.length === 0) continue;
      const { store } = this.accountOf(event);
      store.put({ ...event, pending_webhooks: endpoints.length });
      for (const endpoint of endpoints) {
        this.add(event, endpoint);
        for (let copy = 0; copy < this.faults.duplicates; copy += 1)
          this.add(event, endpoint, true);
      }
    }
    this.tickSoon();
  }

  /** Delivers an event once more to every endpoint that wants it. */
  resend(event: Records['event']): void {
    for (const endpoint of this.endpointsFor(event)) this.add(event, endpoint);
    this.tickSoon();
  }

  /**
   * Lets held deliveries go, one after the other in the given order, and stops holding. Resolves
   * when each has been tried once.
   */
  async release(order: ReleaseOrder, seed: string): Promise<number> {
    this.faults = { ...this.faults, hold: false };
    const held = Object.values(this.all()).filter(({ status }) => status === 'held');
    for (const delivery of inOrder(held, order, seed)) {
      this.update(delivery, PENDING);
      await this.attempt(delivery);
    }
    return held.length;
  }

  /** Resolves with true when nothing is under way or waiting to be tried again (held ones aside). */
  async settle(timeoutMs: number): Promise<boolean> {
    if (this.isSettled()) return true;
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      this.settled.push(() => {
        clearTimeout(timer);
        resolve(true);
      });
    });
  }

  /** The events that somebody still has to be told of. */
  awaited(): Set<string> {
    const awaited = Object.values(this.all()).filter(
      ({ status }) => status === 'pending' || status === 'held',
    );
    return new Set(awaited.map(({ event }) => event));
  }

  get pending(): number {
    return this.waiting.size + this.inFlight.size;
  }

  /** Newest first. */
  list(limit: number): Delivery[] {
    return Object.values(this.all()).slice(-limit).reverse();
  }

  close(): void {
    this.abort.abort();
    if (this.timer) clearTimeout(this.timer);
    if (this.soon) clearImmediate(this.soon);
  }

  private all(): Record<string, Delivery> {
    return this.platform().store.state.deliveries;
  }

  private accountOf({ account }: { account?: string }): Account {
    return this.platform().in(account ?? null);
  }

  private endpointsFor(event: Records['event']): Records['webhook_endpoint'][] {
    return endpointsOf(this.accountOf(event)).filter((endpoint) => wants(endpoint, event.type));
  }

  private add(
    event: Records['event'],
    endpoint: Records['webhook_endpoint'],
    isCopy = false,
  ): void {
    const { drop, hold, delayMs } = this.faults;
    const isDropped = drop.includes('*') || drop.includes(event.type);
    const now = Date.now();
    const delivery: Delivery = {
      id: this.platform().store.newId('delivery'),
      event: event.id,
      eventType: event.type,
      endpoint: endpoint.id,
      ...(event.account === undefined ? {} : { account: event.account }),
      url: endpoint.url,
      ...(isCopy ? { isCopy } : {}),
      attempt: 0,
      status: isDropped ? 'dropped' : hold ? 'held' : 'pending',
      responseStatus: null,
      at: now,
      nextAttemptAt: now + delayMs,
    };
    this.all()[delivery.id] = delivery;
    this.platform().store.changes.note('deliveries', delivery.id);
    if (delivery.status === 'pending') this.waiting.set(delivery.id, delivery);
  }

  /** Lets the request that published come to its end first, so that it is written in one piece. */
  private tickSoon(): void {
    this.soon ??= setImmediate(() => {
      this.soon = null;
      this.tick();
    });
  }

  /** Starts what is due and sets the timer for the next. */
  private tick(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    if (this.abort.signal.aborted) return;
    // Nobody is told of what a crash could still undo.
    if (this.waiting.size > 0) this.save.now();
    let nextAt = Infinity;
    for (const delivery of this.waiting.values()) {
      if (this.inFlight.size >= CONCURRENT_MAX) return; // the next finished one ticks again
      if (delivery.nextAttemptAt <= Date.now()) void this.attempt(delivery);
      else nextAt = Math.min(nextAt, delivery.nextAttemptAt);
    }
    if (nextAt < Infinity) {
      this.timer = setTimeout(() => this.tick(), Math.max(0, nextAt - Date.now()));
      this.timer.unref();
    }
    if (this.isSettled()) this.announceSettled();
  }

  private async attempt(delivery: Delivery): Promise<void> {
    this.waiting.delete(delivery.id);
    const account = this.accountOf(delivery);
    const endpoint = endpointsOf(account).find(({ id }) => id === delivery.endpoint);
    const event = account.find('event', delivery.event);
    if (!endpoint || !event) {
      this.update(delivery, { status: 'dropped' }); // deleted since
      this.tick();
      return;
    }
    this.inFlight.add(delivery.id);
    const responseStatus = await postEvent(
      endpoint,
      shownTo(account, endpoint, event),
      this.abort.signal,
    );
    this.inFlight.delete(delivery.id);
    // A reset or restore while the request ran: this delivery belongs to the past.
    if (this.abort.signal.aborted || this.all()[delivery.id] !== delivery) {
      this.tick();
      return;
    }
    this.conclude(delivery, responseStatus);
    this.tick();
  }

  private conclude(delivery: Delivery, responseStatus: number | null): void {
    const attempt = delivery.attempt + 1;
    const at = Date.now();
    const isOk = responseStatus !== null && responseStatus >= 200 && responseStatus < 300;
    if (isOk || attempt >= ATTEMPTS_MAX) {
      this.update(delivery, { attempt, at, responseStatus, status: isOk ? 'succeeded' : 'failed' });
      if (!delivery.isCopy) this.countDown(delivery);
      this.prune();
      return;
    }
    const waitSeconds = BACKOFF_SECONDS[Math.min(attempt, BACKOFF_SECONDS.length) - 1] ?? 15;
    this.update(delivery, { attempt, at, responseStatus, nextAttemptAt: at + waitSeconds * 1000 });
    this.waiting.set(delivery.id, delivery);
  }

  private countDown(delivery: Delivery): void {
    const { store } = this.accountOf(delivery);
    const event = store.find('event', delivery.event);
    if (!event) return;
    const left = Math.max(0, event.pending_webhooks - 1);
    store.put({ ...event, pending_webhooks: left });
  }

  private update(delivery: Delivery, fields: Partial<Delivery>): void {
    Object.assign(delivery, fields);
    this.platform().store.changes.note('deliveries', delivery.id);
    this.save.soon();
  }

  private prune(): void {
    this.sincePruned += 1;
    if (this.sincePruned < FINISHED_SPARE) return;
    this.sincePruned = 0;
    const { changes } = this.platform().store;
    const all = this.all();
    for (const id of Object.keys(all).slice(0, -FINISHED_KEPT_MAX)) {
      const status = all[id]?.status;
      if (status === 'pending' || status === 'held') continue;
      changes.note('deliveries', id);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, see State
      delete all[id];
    }
  }

  private isSettled(): boolean {
    return this.pending === 0;
  }

  private announceSettled(): void {
    const waiting = this.settled;
    this.settled = [];
    for (const resolve of waiting) resolve();
  }
}
