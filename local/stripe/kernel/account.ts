import type { Contract } from '../contract/contract';
import { noSuch, StripeApiError } from './errors';
import type { AnyRecord, JsonObject, ObjectType, Records } from './records';
import { differences, render } from './render';
import type { Store } from './store';

/** Who caused the events of an operation. */
export interface Cause {
  requestId: string | null;
  idempotencyKey: string | null;
}

const NOBODY: Cause = { requestId: null, idempotencyKey: null };

/** Called with the events of an operation once it is complete. */
export type Publish = (events: Records['event'][]) => void;

/** Does what follows from the events of an operation, as a part of it. */
type Conclude = (account: Account, events: readonly Records['event'][]) => void;

/** The operation that runs; one at a time, whatever worlds it touches. */
interface Running {
  held: Records['event'][] | null;
  cause: Cause;
  /** The time of the task that runs, while `advance` catches up; else null. */
  taskTime: number | null;
}

/**
 * One Stripe account: its objects, the clock, and the rule that whatever changes is announced. All
 * operations take it first. The platform and its connected accounts are one `Account` each, worlds
 * that know nothing of each other but run on one clock and in the same operations.
 */
export class Account {
  constructor(
    readonly store: Store,
    readonly contract: Contract,
    private readonly publish: Publish,
    /** Where the hosted pages live, for links in objects; ends without a slash. */
    readonly pagesUrl: () => string,
    /** Ends every operation: what follows from the events it has announced. */
    private readonly conclude: Conclude = () => undefined,
    private readonly running: Running = { held: null, cause: NOBODY, taskTime: null },
  ) {}

  /** The id of the connected account that this is, or null for the platform. */
  get world(): string | null {
    return this.store.world;
  }

  /**
   * Another account of the same emulator, within the operation that runs.
   *
   * @param world the id of a connected account, or null for the platform
   */
  in(world: string | null): Account {
    if (world === this.world) return this;
    const { contract, publish, pagesUrl, conclude, running } = this;
    return new Account(this.store.in(world), contract, publish, pagesUrl, conclude, running);
  }

  /** The account's clock, Unix seconds. */
  now(): number {
    const { frozenAt, clockOffset } = this.store.state;
    return this.running.taskTime ?? frozenAt ?? Math.floor(Date.now() / 1000) + clockOffset;
  }

  /** Runs `work` with the clock at `at`. */
  at<T>(at: number, work: () => T): T {
    const { running } = this;
    const before = running.taskTime;
    running.taskTime = at;
    try {
      return work();
    } finally {
      running.taskTime = before;
    }
  }

  /**
   * Runs an operation of several steps: all of it happens or, when it throws, none of it, and its
   * events are published in order once it is done.
   */
  atomic<T>(work: () => T, cause: Cause = NOBODY): T {
    const { running } = this;
    if (running.held) return work();
    const events: Records['event'][] = [];
    running.held = events;
    running.cause = cause;
    try {
      const result = this.store.transaction(() => {
        const outcome = attempt(work);
        this.conclude(this, events);
        // What happened and what is told of it stand or fall together.
        for (const event of events) this.keep(event);
        return outcome;
      });
      running.held = null;
      this.publish(events);
      if ('declined' in result) throw result.declined;
      return result.value;
    } finally {
      running.held = null;
      running.cause = NOBODY;
    }
  }

  /**
   * Runs a part of an operation so that, when it throws, that part leaves no trace and the
   * operation may go on.
   */
  undoable<T>(work: () => T): T {
    const { held } = this.running;
    const before = held?.length ?? 0;
    try {
      return this.store.transaction(work);
    } catch (error) {
      if (held) held.length = before;
      throw error;
    }
  }

  /** Answers what `work` would do, without it: nothing it changes or announces remains. */
  dryRun<T>(work: () => T): T {
    const { running } = this;
    const { held } = running;
    const answers: T[] = [];
    running.held = [];
    try {
      this.store.transaction(() => {
        answers.push(work());
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    } finally {
      running.held = held;
    }
    const [answer] = answers;
    if (answer === undefined) throw new Error('A dry run answered nothing.');
    return answer;
  }

  /** Stores a new object: its skeleton from the contract, then `fields`. Announces nothing. */
  create<Type extends ObjectType>(type: Type, fields: Partial<Records[Type]>): Records[Type] {
    const record = {
      id: this.store.newId(type),
      object: type,
      ...this.contract.skeleton(type),
      ...('created' in this.contract.objectFields(type) ? { created: this.now() } : {}),
      ...fields,
    };
    this.store.put(toAny(record));
    // The skeleton and `fields` make up the type; the conformance suite proves it for each one.
    return record as unknown as Records[Type];
  }

  /**
   * Changes an object and, when what Stripe shows of it differs, announces it.
   *
   * @param event the event to emit, or null to stay silent
   * @param fields what changes; a function runs after the object was looked at as it was, and may
   *   change objects that are shown within it
   */
  change<Type extends ObjectType>(
    type: Type,
    id: string,
    event: string | null,
    fields: Partial<Records[Type]> | (() => Partial<Records[Type]>),
  ): Records[Type] {
    const before = this.require(type, id);
    const shown = event ? render(this, before) : null;
    const after = { ...before, ...(typeof fields === 'function' ? fields() : fields) };
    this.store.put(toAny(after));
    if (event && shown) {
      const previous = differences(shown, render(this, after));
      if (Object.keys(previous).length > 0) this.emit(event, after, previous);
    }
    return after;
  }

  /** Deletes an object and announces it as it was. */
  remove(type: ObjectType, id: string, event: string): void {
    const record = this.require(type, id);
    this.emit(event, record);
    this.store.delete(id);
    this.store.bury(id, type);
  }

  /** What Stripe still shows of a deleted object, or null when it never was. */
  tombstone(id: string): JsonObject | null {
    const object = this.store.buried(id);
    return object === null ? null : { id, object, deleted: true };
  }

  find<Type extends ObjectType>(type: Type, id: string): Records[Type] | null {
    return this.store.find(type, id);
  }

  /**
   * The object with this id.
   *
   * @param param the parameter that named it, or null when the id stands in the path
   * @throws StripeApiError resource_missing
   */
  require<Type extends ObjectType>(
    type: Type,
    id: string,
    param: string | null = null,
  ): Records[Type] {
    const record = this.store.find(type, id);
    if (!record) throw noSuch(NAMES[type] ?? type.replaceAll('_', ' '), id, param);
    return record;
  }

  /** Announces an object as it stands now; published when the running operation is done. */
  emit(type: string, record: { id: string; object: string }, previous?: JsonObject): void {
    this.emitShown(type, render(this, record), previous);
  }

  /** Announces something that is not stored, such as a preview. */
  emitShown(type: string, shown: JsonObject, previous?: JsonObject): void {
    if (!this.contract.isEventType(type)) throw new Error(`Stripe has no event type ${type}`);
    const event = {
      id: this.store.newId('event'),
      object: 'event' as const,
      api_version: this.contract.apiVersion,
      created: this.now(),
      data: {
        object: shown,
        ...(previous ? { previous_attributes: previous } : {}),
      },
      livemode: false,
      pending_webhooks: 0,
      request: {
        id: this.running.cause.requestId,
        idempotency_key: this.running.cause.idempotencyKey,
      },
      type,
      ...(this.world === null ? {} : { account: this.world }),
    };
    if (this.running.held) {
      this.running.held.push(event);
      return;
    }
    this.keep(event);
    this.publish([event]);
  }

  /** An operation may announce something in another world, which lists it then. */
  private keep(event: Records['event']): void {
    this.store.in(event.account ?? null).put(toAny(event));
  }
}

function attempt<T>(work: () => T): { value: T } | { declined: StripeApiError } {
  try {
    return { value: work() };
  } catch (error) {
    // A decline is told to the caller and stays on record all the same.
    if (error instanceof StripeApiError && error.keepsChanges) return { declined: error };
    throw error;
  }
}

class RolledBack extends Error {}

/** What error messages call a type where it is not simply its name. */
const NAMES: Partial<Record<ObjectType, string>> = {
  'billing_portal.configuration': 'configuration',
  'checkout.session': 'checkout.session',
  invoiceitem: 'invoiceitem',
  payment_intent: 'payment_intent',
  payment_method: 'PaymentMethod',
  setup_intent: 'setupintent',
  'test_helpers.test_clock': 'test clock',
};

/** Any object with these two is one; TypeScript wants the other fields named. */
function toAny(record: { id: string; object: string }): AnyRecord {
  return record;
}
