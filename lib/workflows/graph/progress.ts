import { EACH, type Structure } from './structure';

/** One step at one place: inside loops, with the place in each list, outermost first. */
export interface StepRef {
  nodeId: string;
  /** Loops around it with the item they are at. */
  scope: readonly { loopId: string; index: number }[];
}

/** `mail`, or `people[2].mail` for the third item: names a step of a run for ever. */
export function stepKey({ nodeId, scope }: StepRef): string {
  return [...scope.map(({ loopId, index }) => `${loopId}[${index}]`), nodeId].join('.');
}

/** What is known of a step that ended well. */
export interface Finished {
  /** The way out that was taken; null where there is only one. */
  handle: string | null;
  /** Of a loop: how many items there are. It is over when each of them is. */
  count?: number;
}

export interface Progress {
  /** Steps that can start now, in the order of the graph. */
  ready: StepRef[];
  /** Nothing is left, neither now nor later. */
  isOver: boolean;
}

type State = 'pending' | 'dead' | 'done';

/**
 * What comes next in a run. A step starts when every way to it is decided and at least one was
 * taken; one to which no way was taken is left out, and so is what only it leads to. The items of a
 * list are taken one after the other. It is a function of what has ended, so a run that was cut off
 * goes on anywhere.
 *
 * @param itemsOver by the key of a loop: how many of its first items are known to be over; without
 *   it every item is looked at again, which a long list pays for at each step
 */
export function nextSteps(
  structure: Structure,
  finished: ReadonlyMap<string, Finished>,
  itemsOver: ReadonlyMap<string, number> = new Map(),
): Progress {
  const ready: StepRef[] = [];
  const isOver = walk({ structure, finished, itemsOver, ready }, [], null);
  return { ready, isOver };
}

interface Walk {
  structure: Structure;
  finished: ReadonlyMap<string, Finished>;
  itemsOver: ReadonlyMap<string, number>;
  ready: StepRef[];
}

/** Walks the steps that stand in one loop (or in none) at one item; tells whether all are decided. */
function walk(known: Walk, scope: StepRef['scope'], loopId: string | null): boolean {
  const { structure, finished, ready } = known;
  const states = new Map<string, { state: State; handle: string | null }>();
  let isOver = true;
  for (const nodeId of structure.order) {
    if ((structure.loopOf.get(nodeId) ?? null) !== loopId) continue;
    const ref = { nodeId, scope };
    const arrival = arriveAt(structure, nodeId, loopId, states);
    if (arrival !== 'done') {
      states.set(nodeId, { state: arrival, handle: null });
      if (arrival === 'pending') isOver = false;
      continue;
    }
    const outcome = finished.get(stepKey(ref));
    const isDone =
      outcome !== undefined &&
      (outcome.count === undefined || walkItems(known, ref, outcome.count));
    if (outcome === undefined) ready.push(ref);
    if (!isDone) isOver = false;
    states.set(nodeId, { state: isDone ? 'done' : 'pending', handle: outcome?.handle ?? null });
  }
  return isOver;
}

/** The items of a loop, in order: the first that is not over is where the loop stands. */
function walkItems(known: Walk, ref: StepRef, count: number): boolean {
  const { nodeId, scope } = ref;
  for (let index = known.itemsOver.get(stepKey(ref)) ?? 0; index < count; index += 1) {
    const inside = [...scope, { loopId: nodeId, index }];
    if (!walk(known, inside, nodeId)) return false;
  }
  return true;
}

/** `done`: it may start. `dead`: no way leads to it any more. */
function arriveAt(
  structure: Structure,
  nodeId: string,
  loopId: string | null,
  states: ReadonlyMap<string, { state: State; handle: string | null }>,
): State {
  const edges = structure.incoming.get(nodeId) ?? [];
  let isTaken = edges.length === 0;
  for (const edge of edges) {
    if (edge.source === loopId && edge.sourceHandle === EACH) {
      isTaken = true;
      continue;
    }
    const source = states.get(edge.source);
    if (source === undefined || source.state === 'pending') return 'pending';
    const isWayTaken = source.handle === null || source.handle === (edge.sourceHandle ?? null);
    if (source.state === 'done' && isWayTaken) isTaken = true;
  }
  return isTaken ? 'done' : 'dead';
}
