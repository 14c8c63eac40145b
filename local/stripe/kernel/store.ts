import { Agenda } from './agenda';
import { Changes } from './changes';
import { clockOf } from './clocks';
import { toId, toToken } from './ids';
import { IndexBy } from './index-by';
import { Listing } from './listing';
import type { Ordered, Place } from './ordered';
import type { AnyRecord, ObjectType, Records } from './records';
import type { State } from './state';
import { toKey, worldOfKey } from './world-key';

/** When an object needs attention next, Unix seconds, or null. */
export type DueOf = (record: AnyRecord, store: Store) => number | null;

/** What the stores of all worlds have in common. */
interface Shared {
  readonly stores: Map<string | null, Store>;
  /** What is due, by test clock; null is the emulator's own time. */
  readonly agendas: Map<string | null, Agenda>;
  readonly changes: Changes;
  readonly index: IndexBy;
  /** Takes back what the running transaction has done, last step first; null while none runs. */
  undo: (() => void)[] | null;
}

/**
 * The objects of one world: the platform's, or a connected account's. Worlds share the state and
 * what it is written to, and never see each other's objects. Stored objects are never changed in
 * place, only replaced, so undoing a failed operation means putting the old ones back.
 */
export class Store {
  private readonly shared: Shared;

  /** @param world the id of a connected account, or null for the platform */
  constructor(
    readonly state: State,
    private readonly dueOf: DueOf,
    readonly world: string | null = null,
    shared?: Shared,
  ) {
    this.shared = shared ?? {
      stores: new Map(),
      agendas: new Map(),
      changes: new Changes(),
      index: new IndexBy(),
      undo: null,
    };
    this.shared.stores.set(world, this);
    if (shared) return;
    const all = Object.entries(state.objects);
    for (const [key, record] of all) this.shared.index.replace(key, undefined, record);
    for (const [key, record] of all) this.in(worldOfKey(key)).schedule(record);
  }

  /** The same store as seen from another world. */
  in(world: string | null): Store {
    return this.shared.stores.get(world) ?? new Store(this.state, this.dueOf, world, this.shared);
  }

  /** What is not on disk yet, of all worlds. */
  get changes(): Changes {
    return this.shared.changes;
  }

  /**
   * A fresh id. Never given again, neither after a failed operation nor after a restore: whoever
   * was told of an object by its id, in an answer or in an event, must not find another behind it.
   */
  newId(type: string): string {
    this.state.counter += 1;
    return toId(type, this.state.seed, this.state.counter);
  }

  newToken(purpose: string, length: number): string {
    this.state.counter += 1;
    return toToken(`${this.state.seed}:${purpose}`, this.state.counter, length);
  }

  find<Type extends ObjectType>(type: Type, id: string): Records[Type] | null {
    return typed(type, this.any(id));
  }

  any(id: string): AnyRecord | null {
    return this.at(toKey(this.world, id));
  }

  /** Objects of a type in the order they came, optionally those with a field at a value. */
  all<Type extends ObjectType>(type: Type, field?: string, value?: string): Records[Type][] {
    const places = this.listed(type, field, value);
    return this.read(type, places, 0, places.size);
  }

  /** The same, to be looked at only as far as needed. */
  list<Type extends ObjectType>(
    type: Type,
    field?: string,
    value?: string,
  ): Listing<Records[Type]> {
    const places = this.listed(type, field, value);
    return new Listing(type, places, (key) => typed(type, this.at(key)));
  }

  /** Where an object stands in the lists of its world, or null when there is none. */
  placeOf(id: string): Place | null {
    return this.shared.index.placeOf(toKey(this.world, id));
  }

  count(type: ObjectType): number {
    return this.shared.index.of(this.world, type).size;
  }

  /** The oldest objects of a type, oldest first. */
  oldest<Type extends ObjectType>(type: Type, limit: number): Records[Type][] {
    return this.read(type, this.listed(type), 0, limit);
  }

  /** The newest objects of a type, newest first. */
  latest(type: string, limit: number): AnyRecord[] {
    const places = this.shared.index.of(this.world, type);
    const found: AnyRecord[] = [];
    for (let index = places.size - 1; index >= 0 && found.length < limit; index -= 1) {
      const record = this.at(places.at(index)?.key ?? '');
      if (record) found.push(record);
    }
    return found;
  }

  /** What is due on a test clock, or (null) in the emulator's own time, by key, in all worlds. */
  agendaOf(clock: string | null): Agenda {
    const agenda = this.shared.agendas.get(clock) ?? new Agenda();
    this.shared.agendas.set(clock, agenda);
    return agenda;
  }

  put(record: AnyRecord): void {
    this.set(record);
  }

  delete(id: string): void {
    const key = toKey(this.world, id);
    const before = this.at(key);
    const place = this.shared.index.placeOf(key);
    if (!before || !place) return;
    this.shared.undo?.push(() => this.reinsert(before, place));
    this.changes.note('objects', key);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, not a Map, so that it serialises as it stands
    delete this.state.objects[key];
    this.shared.index.replace(key, before, undefined);
    for (const agenda of this.shared.agendas.values()) agenda.set(key, null);
  }

  /** Notes of a deleted object what Stripe still tells of it. */
  bury(id: string, type: ObjectType): void {
    const key = toKey(this.world, id);
    this.state.tombstones[key] = type;
    this.changes.note('tombstones', key);
    this.shared.undo?.push(() => {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, see above
      delete this.state.tombstones[key];
    });
  }

  /** The type of a deleted object, or null when it never was. */
  buried(id: string): string | null {
    const key = toKey(this.world, id);
    const { tombstones } = this.state;
    return Object.hasOwn(tombstones, key) ? (tombstones[key] ?? null) : null;
  }

  /** Deletes whatever there is in this world. */
  wipe(): void {
    const { objects, tombstones } = this.state;
    const isHere = (key: string) => worldOfKey(key) === this.world;
    for (const [key, { id }] of Object.entries(objects)) if (isHere(key)) this.delete(id);
    for (const [key, type] of Object.entries(tombstones)) {
      if (!isHere(key)) continue;
      this.changes.note('tombstones', key);
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, see above
      delete tombstones[key];
      this.shared.undo?.push(() => {
        tombstones[key] = type;
      });
    }
  }

  /**
   * Runs `work`; when it throws, every object of every world is again as before, and so is what the
   * next payments were told to do. May be nested.
   */
  transaction<T>(work: () => T): T {
    const { shared, state } = this;
    const outer = shared.undo;
    const steps: (() => void)[] = [];
    const failNext = [...state.failNext];
    shared.undo = steps;
    try {
      const result = work();
      for (const step of steps) outer?.push(step);
      return result;
    } catch (error) {
      shared.undo = null; // restoring is nothing to undo again
      for (const step of steps.reverse()) step();
      state.failNext = failNext;
      throw error;
    } finally {
      shared.undo = outer;
    }
  }

  private listed(type: ObjectType, field?: string, value?: string): Ordered {
    if (field !== undefined && !this.shared.index.isIndexed(type, field)) {
      throw new Error(`${type} is not indexed by ${field}`);
    }
    return this.shared.index.of(this.world, type, field, value);
  }

  private read<Type extends ObjectType>(
    type: Type,
    places: Ordered,
    start: number,
    end: number,
  ): Records[Type][] {
    const found: Records[Type][] = [];
    for (let index = start; index < Math.min(end, places.size); index += 1) {
      const record = typed(type, this.at(places.at(index)?.key ?? ''));
      if (record) found.push(record);
    }
    return found;
  }

  private at(key: string): AnyRecord | null {
    const { objects } = this.state;
    return Object.hasOwn(objects, key) ? (objects[key] ?? null) : null;
  }

  private set(record: AnyRecord, place?: Place): void {
    const key = toKey(this.world, record.id);
    const before = this.at(key) ?? undefined;
    this.shared.undo?.push(() => (before ? this.set(before) : this.delete(record.id)));
    this.changes.note('objects', key);
    this.state.objects[key] = record;
    this.shared.index.replace(key, before, record, place);
    this.schedule(record);
    // A subscription is due when its items' period or its schedule's phase ends: it follows them.
    const isPart =
      record.object === 'subscription_item' || record.object === 'subscription_schedule';
    const parent = isPart ? this.any(String(record.subscription)) : null;
    if (parent) this.schedule(parent);
  }

  /** Brings a deleted object back to where it stood: the state's order is that of the lists. */
  private reinsert(record: AnyRecord, place: Place): void {
    const { objects } = this.state;
    this.set(record, place);
    for (const key of this.shared.index.keysAfter(place)) {
      const later = this.at(key);
      if (!later) continue;
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- moves it to the end
      delete objects[key];
      objects[key] = later;
    }
  }

  private schedule(record: AnyRecord): void {
    const agenda = this.agendaOf(clockOf(record, this));
    agenda.set(toKey(this.world, record.id), this.dueOf(record, this));
  }
}

function typed<Type extends ObjectType>(
  type: Type,
  record: AnyRecord | null,
): Records[Type] | null {
  // The tag `object` is what ties an object to its type; see `Records`.
  return record?.object === type ? (record as unknown as Records[Type]) : null;
}
