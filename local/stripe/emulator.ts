import { due, runTask } from './billing/due';
import { customersOf, entitle } from './billing/entitlements';
import { Contract } from './contract/contract';
import { loadDigest } from './contract/digest';
import { Deliveries } from './delivery/deliveries';
import { Dispatcher } from './http/dispatch';
import { Account } from './kernel/account';
import { Forgetting } from './kernel/forget-events';
import type { Records } from './kernel/records';
import { emptyState, type State } from './kernel/state';
import { StateFile, readStateFile } from './kernel/state-file';
import { Store } from './kernel/store';
import { idOfKey, toKey, worldOfKey } from './kernel/world-key';
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

/** The parts of a local Stripe, wired together. Reset and restore swap the accounts under it. */
export class Emulator {
  readonly deliveries: Deliveries;
  readonly file: StateFile;
  private readonly contract: Contract;
  private current: { account: Account; dispatcher: Dispatcher };
  private snapshots = new Map<string, string>();

  constructor(private readonly options: EmulatorOptions) {
    this.contract = new Contract(loadDigest(options.cacheFolder));
    this.deliveries = new Deliveries(() => this.account, {
      soon: () => this.file.touch(),
      now: () => this.file.commit(),
    });
    const saved = options.stateFile ? readStateFile(options.stateFile) : null;
    this.current = this.open(saved?.state ?? emptyState(options.seed, options.frozenAt));
    this.file = new StateFile(options.stateFile, () => this.account.store, saved?.generation);
    this.deliveries.restart();
  }

  /** The platform's account; its connected accounts are reached from it, `account.in(id)`. */
  get account(): Account {
    return this.current.account;
  }

  /** Every account: the platform first, then the connected ones, oldest first. */
  get accounts(): Account[] {
    const connected = this.account.store.all('account').map(({ id }) => this.account.in(id));
    return [this.account, ...connected];
  }

  /**
   * The account that an object belongs to, for links that name nothing else (the id of a checkout
   * session, the secret of an intent); the platform's when there is no such object.
   */
  home(id: string): Account {
    return this.accounts.find(({ store }) => store.any(id) !== null) ?? this.account;
  }

  get dispatcher(): Dispatcher {
    return this.current.dispatcher;
  }

  /**
   * Delivers an event of any world once more to every endpoint that wants it.
   *
   * @throws StripeApiError when there is no such event
   */
  resend(event: string): void {
    this.deliveries.resend(this.home(event).require('event', event));
  }

  /** Does everything due by now, and takes test clocks to where they were told to go. */
  catchUp(): void {
    this.runUntil(null, this.account.now());
    for (const account of this.accounts) {
      for (const clock of account.store.all('test_helpers.test_clock')) {
        const target = clock.status_details.advancing?.target_frozen_time;
        this.runUntil(clock, target ?? clock.frozen_time);
        if (target === undefined) continue;
        account.at(target, () => account.atomic(() => finishAdvance(account, clock.id, target)));
        this.file.touch();
      }
    }
  }

  /**
   * Moves the clock of all worlds to a Unix second, doing what falls due on the way, each at its
   * own time.
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
    const state = JSON.parse(text) as State; // our own text, from `snapshot`
    state.counter = this.account.store.state.counter; // see `newId`: it never goes back
    this.swap(state);
    return true;
  }

  /** Forgets everything, connected accounts too, but the platform's webhook endpoints. */
  reset(): void {
    const endpoints = this.account.store.all('webhook_endpoint');
    const state = emptyState(this.options.seed, this.options.frozenAt);
    state.counter = this.account.store.state.counter; // see `newId`: it never goes back
    for (const endpoint of endpoints) state.objects[toKey(null, endpoint.id)] = { ...endpoint };
    this.swap(state);
  }

  /** How many objects of each type an account has. */
  counts({ world, store }: Account = this.account): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const [key, { object }] of Object.entries(store.state.objects)) {
      if (worldOfKey(key) === world) counts[object] = (counts[object] ?? 0) + 1;
    }
    return counts;
  }

  close(): void {
    this.deliveries.close();
    this.file.close();
  }

  /** Does what is due on a test clock, or (null) in the emulator's own time, in all worlds. */
  private runUntil(clock: Records['test_helpers.test_clock'] | null, until: number): void {
    const { state } = this.account.store;
    let seenAt = clock === null ? state.seenAt : clock.frozen_time;
    let last = '';
    let repeats = 0;
    for (;;) {
      const entry = this.account.store.agendaOf(clock?.id ?? null).next(until);
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
      const account = this.account.in(worldOfKey(entry.id));
      const id = idOfKey(entry.id);
      account.at(seenAt, () => account.atomic(() => runTask(account, id)));
      this.file.touch();
    }
    if (clock === null) state.seenAt = Math.max(seenAt, until);
  }

  private swap(state: State): void {
    this.current = this.open(state);
    this.file.rewrite();
    this.deliveries.restart();
  }

  private open(state: State): { account: Account; dispatcher: Dispatcher } {
    const store = new Store(state, due);
    const forgetting = new Forgetting(() => this.deliveries.awaited());
    const account = new Account(
      store,
      this.contract,
      (events) => {
        this.deliveries.publish(events);
        for (const event of events) forgetting.note(account.in(event.account ?? null));
      },
      this.options.pagesUrl,
      (self, events) => {
        for (const customer of customersOf(events)) entitle(self, customer);
      },
    );
    return { account, dispatcher: new Dispatcher(account, ROUTES) };
  }
}
