import type { State } from './state';

/** The parts of the state that are maps by id; the rest is small and written whole. */
const MAPS = ['objects', 'tombstones', 'deliveries', 'replays'] as const;

type MapName = (typeof MAPS)[number];

/** What changed, by map and id; null is what is gone. `rest` holds all other fields. */
export type Change = { [Name in MapName]?: Record<string, State[Name][string] | null> } & {
  rest: Omit<State, MapName>;
};

/** Remembers which parts of a state were touched since they were last written down. */
export class Changes {
  private readonly touched = new Map<MapName, Set<string>>();
  private writtenRest = '';

  /** How many entries wait to be written. */
  get size(): number {
    let size = 0;
    for (const ids of this.touched.values()) size += ids.size;
    return size;
  }

  note(map: MapName, id: string): void {
    const ids = this.touched.get(map);
    if (ids) ids.add(id);
    else this.touched.set(map, new Set([id]));
  }

  /** Everything noted, as one line without its end, or null when nothing differs; begins anew. */
  take(state: State): string | null {
    const { objects, tombstones, deliveries, replays, ...rest } = state;
    const maps = { objects, tombstones, deliveries, replays };
    const restText = JSON.stringify(rest);
    if (this.touched.size === 0 && restText === this.writtenRest) return null;
    const change: Record<string, unknown> = {};
    for (const [name, ids] of this.touched) {
      const map: Record<string, unknown> = maps[name];
      change[name] = Object.fromEntries([...ids].map((id) => [id, map[id] ?? null]));
    }
    this.touched.clear();
    this.writtenRest = restText;
    return JSON.stringify({ ...change, rest });
  }
}

/** Brings a state to where it was when the change was written. */
export function applyChange(state: State, change: Change): void {
  for (const name of MAPS) {
    const map: Record<string, unknown> = state[name];
    for (const [id, value] of Object.entries(change[name] ?? {})) {
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a JSON map, see State
      if (value === null) delete map[id];
      else map[id] = value;
    }
  }
  Object.assign(state, change.rest);
}
