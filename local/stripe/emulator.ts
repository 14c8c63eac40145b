import { due, runTask } from './billing/due';
import { customersOf, entitle } from './billing/entitlements';
import { Contract } from './contract/contract';
import { loadDigest } from './contract/digest';
import { Deliveries } from './delivery/deliveries';
import { Dispatcher } from './http/dispatch';
import { Account } from './kernel/account';
import { forgetEvents } from './kernel/forget-events';
import { emptyState, type State } from './kernel/state';
import { StateFile, readStateFile } from './kernel/state-file';
import { Store } from './kernel/store';
import { ROUTES } from './resources/routes';
import { finishAdvance } from './resources/test-clocks';

export interface EmulatorOptions {
  /** Where the state lives between runs; left out, nothing is kept. */
  stateFile: string | null;
  seed: string;
  /** A clock that stands still at this Unix second until it is advanced; null runs with real time. */
  frozenAt: number | null;
  /** Folder for what is computed once per SDK version. */
  cacheFolder: string;
  /** Base URL of the hosted pages. */
  pagesUrl: () => string;
}

/** More tasks of one object at one moment than this mean that one of them changes nothing. */
const TASKS_AT_ONCE_MAX = 4;

/** The parts of a local Stripe, wired together. Reset and restore swap the account under it. */
export class Emulator {
  readonly deliveries: Deliveries;
  readonly file: StateFile;
  private readonly contract: Contract;
  private current: { account: Account; dispatcher: Dispatcher };
  private snapshots = new Map<string, string>();

  constructor(private readonly options: EmulatorOptions) {
    this.contract = new Contract(loadDigest(options.cacheFolder));
    this.deliveries = new Deliveries(
      () => this.account,
      () => this.file.touch(),
    );
    const saved = options.stateFile ? readStateFile(options.stateFile) : null;
    this.current = this.open(saved?.state ?? emptyState(options.seed, options.frozenAt));
    this.file = new StateFile(options.stateFile, () => this.account.store, saved?.generation);
    this.deliveries.restart();
  }

  get account(): Account {
    return this.current.account;
  }

  get dispatcher(): Dispatcher {
    return this.current.dispatcher;
  }

  /** Does everything due by now, and takes test clocks to where they were told to go. */
  catchUp(): void {
    this.runUntil(null, this.account.now());
    for (const clock of this.account.store.all('test_helpers.test_clock')) {
      const target = clock.status_details.advancing?.target_frozen_time;
      this.runUntil(clock.id, target ?? clock.frozen_time);
      if (target === undefined) continue;
      this.account.at(target, () => finishAdvance(this.account, clock.id, target));
      this.file.touch();
    }
  }

  /**
   * Moves the clock to a Unix second, doing what falls due on the way, each at its own time.
   *
   * @throws Error when the target lies in the past
   */
  advance(to: number): void {
    const now = this.account.now();
    if (to < now) throw new Error(`The clock stands at ${now} and cannot go back to ${to}.`);
    this.runUntil(null, to);
    const { state } = this.account.store;
    if (state.frozenAt !== null) state.frozenAt = to;
    else state.clockOffset = to - Math.floor(Date.now() / 1000);
    this.file.touch();
  }

  /** Keeps the state under a name that `restore` takes. */
  snapshot(): string {
    const name = this.account.store.newToken('snapshot', 16);
    this.snapshots.set(name, JSON.stringify(this.account.store.state));
    return name;
  }

  restore(name: string): boolean {
    const text = this.snapshots.get(name);
    if (text === undefined) return false;
    this.swap(JSON.parse(text) as State); // our own text, from `snapshot`
    return true;
  }

  /** Forgets everything but the webhook endpoints. */
  reset(): void {
    const endpoints = this.account.store.all('webhook_endpoint');
    const state = emptyState(this.options.seed, this.options.frozenAt);
    // Ids go on counting: an old id never comes back as another object.
    state.counter = this.account.store.state.counter;
    this.swap(state);
    for (const endpoint of endpoints) this.account.store.put({ ...endpoint });
  }

  /** How many objects there are of each type. */
  counts(): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const { object } of Object.values(this.account.store.state.objects)) {
      counts[object] = (counts[object] ?? 0) + 1;
    }
    return counts;
  }

  close(): void {
    this.deliveries.close();
    this.file.close();
  }

  /** Does what is due on a test clock, or (null) in the account's own time. */
  private runUntil(clock: string | null, until: number): void {
    const { account } = this;
    const { state } = account.store;
    let seenAt = clock === null ? state.seenAt : this.timeOn(clock);
    let last = '';
    let repeats = 0;
    for (;;) {
      const entry = account.store.agendaOf(clock).next(until);
      if (!entry) break;
      const key = `${entry.id}@${entry.at}`;
      // One moment may hold several tasks of an object (a schedule ends, a period begins), not many.
      repeats = key === last ? repeats + 1 : 0;
      if (repeats > TASKS_AT_ONCE_MAX) {
        throw new Error(`The task of ${entry.id} at ${entry.at} changes nothing.`);
      }
      last = key;
      // What became due late (a period cut short) happens now, not in the past.
      seenAt = Math.max(seenAt, entry.at);
      if (clock === null) state.seenAt = seenAt;
      account.at(seenAt, () => account.atomic(() => runTask(account, entry.id)));
      this.file.touch();
    }
    if (clock === null) state.seenAt = Math.max(seenAt, until);
  }

  private timeOn(clock: string): number {
    return this.account.require('test_helpers.test_clock', clock).frozen_time;
  }

  private swap(state: State): void {
    this.current = this.open(state);
    this.deliveries.restart();
    this.file.rewrite();
  }

  private open(state: State): { account: Account; dispatcher: Dispatcher } {
    const store = new Store(state, due);
    const account = new Account(
      store,
      this.contract,
      (events) => {
        this.deliveries.publish(events);
        forgetEvents(account);
      },
      this.options.pagesUrl,
      (self, events) => {
        for (const customer of customersOf(events)) entitle(self, customer);
      },
    );
    return { account, dispatcher: new Dispatcher(account, ROUTES) };
  }
}
