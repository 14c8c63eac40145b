import { Agenda } from './agenda';
import { clockOf } from './clocks';
import { Changes } from './changes';
import { toId, toToken } from './ids';
import { IndexBy } from './index-by';
import type { AnyRecord, ObjectType, Records } from './records';
import type { State } from './state';

/** When an object needs attention next, Unix seconds, or null. */
export type DueOf = (record: AnyRecord, store: Store) => number | null;

/**
 * The objects of one account. Stored objects are never changed in place, only replaced, so undoing
 * a failed operation means putting the old ones back.
 */
export class Store {
  /** What is due, by test clock; null is the account's own time. */
  private readonly agendas = new Map<string | null, Agenda>();
  /** What is not on disk yet. */
  readonly changes = new Changes();
  private readonly index = new IndexBy();
  private undo: Map<string, AnyRecord | undefined> | null = null;

  constructor(
    readonly state: State,
    private readonly dueOf: DueOf,
  ) {
    for (const record of Object.values(state.objects)) this.index.replace(undefined, record);
    for (const record of Object.values(state.objects)) this.schedule(record);
  }

  /** A fresh id. Never reused, not even after a failed operation. */
  newId(type: string): string {
    this.state.counter += 1;
    return toId(type, this.state.seed, this.state.counter);
  }

  newToken(purpose: string, length: number): string {
    this.state.counter += 1;
    return toToken(`${this.state.seed}:${purpose}`, this.state.counter, length);
  }

  find<Type extends ObjectType>(type: Type, id: string): Records[Type] | null {
    const record = this.any(id);
    // The tag `object` is what ties an object to its type; see `Records`.
    return record?.object === type ? (record as unknown as Records[Type]) : null;
  }

  any(id: string): AnyRecord | null {
    return Object.hasOwn(this.state.objects, id) ? (this.state.objects[id] ?? null) : null;
  }

  /** Objects of a type in the order they came, optionally those with a field at a value. */
  all<Type extends ObjectType>(type: Type, field?: string, value?: string): Records[Type][] {
    if (field !== undefined && !this.index.isIndexed(type, field)) {
      throw new Error(`${type} is not indexed by ${field}`);
    }
    const found: Records[Type][] = [];
    for (const id of this.index.of(type, field, value)) {
      const record = this.find(type, id);
      if (record) found.push(record);
    }
    return found;
  }

  count(type: ObjectType): number {
    return this.index.of(type).size;
  }

  /** The oldest objects of a type, oldest first. */
  oldest<Type extends ObjectType>(type: Type, limit: number): Records[Type][] {
    const found: Records[Type][] = [];
    for (const id of this.index.of(type)) {
      if (found.length >= limit) break;
      const record = this.find(type, id);
      if (record) found.push(record);
    }
    return found;
  }

  /** The newest objects of a type, newest first. */
  latest(type: string, limit: number): AnyRecord[] {
    const ids = [...this.index.of(type)].slice(-limit).reverse();
    return ids.flatMap((id) => this.any(id) ?? []);
  }

  /** What is due on a test clock, or (null) in the account's own time. */
  agendaOf(clock: string | null): Agenda {
    const agenda = this.agendas.get(clock) ?? new Agenda();
    this.agendas.set(clock, agenda);
    return agenda;
  }

  put(record: AnyRecord): void {
    const before = this.any(record.id) ?? undefined;
    this.remember(record.id, before);
    this.changes.note('objects', record.id);
    this.state.objects[record.id] = record;
    this.index.replace(before, record);
    this.schedule(record);
    // A subscription is due when its items' period or its schedule's phase ends: it follows them.
    const isPart =
      record.object === 'subscription_item' || record.object === 'subscription_schedule';
    const parent = isPart ? this.any(String(record.subscription)) : null;
    if (parent) this.schedule(parent);
  }

  delete(id: string): void {
    const before = this.any(id) ?? undefined;
    if (!before) return;
    this.remember(id, before);
    this.changes.note('objects', id);
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, not a Map, so that it serialises as it stands
    delete this.state.objects[id];
    this.index.replace(before, undefined);
    for (const agenda of this.agendas.values()) agenda.set(id, null);
  }

  /** Notes of a deleted object what Stripe still tells of it. */
  bury(id: string, type: ObjectType): void {
    this.state.tombstones[id] = type;
    this.changes.note('tombstones', id);
  }

  /** Runs `work`; when it throws, every object is again as before. May be nested. */
  transaction<T>(work: () => T): T {
    const outer = this.undo;
    const undo = new Map<string, AnyRecord | undefined>();
    this.undo = undo;
    try {
      const result = work();
      for (const [id, before] of undo) if (outer && !outer.has(id)) outer.set(id, before);
      return result;
    } catch (error) {
      this.undo = null; // restoring is nothing to undo again
      for (const [id, before] of [...undo].reverse()) {
        if (before) this.put(before);
        else this.delete(id);
      }
      throw error;
    } finally {
      this.undo = outer;
    }
  }

  private remember(id: string, before: AnyRecord | undefined): void {
    if (this.undo && !this.undo.has(id)) this.undo.set(id, before);
  }

  private schedule(record: AnyRecord): void {
    const agenda = this.agendaOf(clockOf(record, this));
    agenda.set(record.id, this.dueOf(record, this));
  }
}
