import { EACH, type GraphEdge, type Structure } from '../graph/structure';
import { isNodeType, readConfig } from '../nodes/registry';

/**
 * A way that must have been taken: out of a step with several, or (`way: null`) into a step that
 * several ways lead to, of which any will do.
 */
export interface Literal {
  nodeId: string;
  way: string | null;
}

const keyOf = ({ nodeId, way }: Literal) => JSON.stringify([nodeId, way]);
export const isSame = (a: Literal, b: Literal) => keyOf(a) === keyOf(b);

/** What must hold for a step to run, outermost first; all of it. */
export type Guard = readonly Literal[];

/** The ways out of which a run takes one; null where it takes the only one, or all in turn. */
export function waysOf(structure: Structure, nodeId: string): string[] | null {
  const node = structure.nodes.get(nodeId);
  if (node === undefined || node.type === 'loop' || !isNodeType(node.type)) return null;
  const reading = readConfig(node.type, node.data);
  return reading.ok && reading.handles !== null ? reading.handles.map(({ id }) => id) : null;
}

/**
 * What must hold for each step, as far as it stands in the same loop. Branches that meet again need
 * no more than what stood before they parted; where that cannot be said, the step gets a literal of
 * its own, which the program asks for at run time.
 */
export function readGuards(structure: Structure): Map<string, Guard> {
  const guards = new Map<string, Guard>();
  for (const nodeId of structure.order) {
    const edges = structure.incoming.get(nodeId) ?? [];
    const loopId = structure.loopOf.get(nodeId) ?? null;
    const ways = edges.map((edge) => guardOf(edge, loopId, structure, guards));
    guards.set(nodeId, join(nodeId, ways, structure));
  }
  return guards;
}

function guardOf(
  { source, sourceHandle }: GraphEdge,
  loopId: string | null,
  structure: Structure,
  guards: ReadonlyMap<string, Guard>,
): Guard {
  if (source === loopId && sourceHandle === EACH) return [];
  const before = guards.get(source) ?? [];
  if (waysOf(structure, source) === null) return before;
  return [...before, { nodeId: source, way: sourceHandle ?? null }];
}

function join(nodeId: string, ways: readonly Guard[], structure: Structure): Guard {
  const merged = merge(ways, structure);
  const [only, ...others] = merged;
  if (only === undefined) return [];
  if (others.length === 0) return only;
  const common = only.filter((literal) =>
    others.every((guard) => guard.some((each) => isSame(each, literal))),
  );
  return [...common, { nodeId, way: null }];
}

/** Drops guards that another one covers, and puts all ways out of a step together into none. */
function merge(ways: readonly Guard[], structure: Structure): Guard[] {
  let guards = absorb(ways);
  for (;;) {
    const next = absorb(mergeOnce(guards, structure));
    if (next.length === guards.length) return next;
    guards = next;
  }
}

function absorb(guards: readonly Guard[]): Guard[] {
  const covers = (a: Guard, b: Guard) => a.every((one) => b.some((each) => isSame(one, each)));
  return guards.filter(
    (guard, index) =>
      !guards.some(
        (other, place) =>
          place !== index && covers(other, guard) && (!covers(guard, other) || place < index),
      ),
  );
}

function mergeOnce(guards: readonly Guard[], structure: Structure): Guard[] {
  for (const guard of guards) {
    const last = guard.at(-1);
    const ways = last === undefined ? null : waysOf(structure, last.nodeId);
    if (last === undefined || ways === null || last.way === null) continue;
    const stem = guard.slice(0, -1);
    const siblings = ways.map((way) =>
      guards.find((each) => matches(each, [...stem, { nodeId: last.nodeId, way }])),
    );
    if (siblings.includes(undefined)) continue;
    return [...guards.filter((each) => !siblings.includes(each)), stem];
  }
  return [...guards];
}

function matches(a: Guard, b: Guard): boolean {
  return a.length === b.length && a.every((one) => b.some((each) => isSame(one, each)));
}
