import { z } from 'zod';
import { nextSteps, type Finished } from '@/lib/workflows/graph/progress';
import { readStructure, type GraphNode, type Structure } from '@/lib/workflows/graph/structure';
import { findNode } from '@/lib/workflows/nodes/registry';
import type { Run } from '@/lib/workflows/runner/schema';

type Step = Run['steps'][number];

/** A step of a graph as a run tells it. */
export interface PlannedStep {
  nodeId: string;
  label: string;
  /** Its kind in words; null where the label says that already. */
  kind: string | null;
  /** A name of `node-icon.tsx`; null for a kind that does not exist any more. */
  icon: string | null;
}

export interface Bar {
  /** Both in percent of the whole run. */
  start: number;
  width: number;
}

export interface BegunStep extends PlannedStep {
  step: Step;
  /** Its place in the lists around it, from 1, the outermost first: `2.3`; null outside of lists. */
  item: string | null;
  bar: Bar;
}

export interface Timeline {
  begun: BegunStep[];
  /** What may still come, or would have; the order in which it does. */
  ahead: PlannedStep[];
  /** Steps on ways that this run did not take. */
  passed: PlannedStep[];
}

/** What a graph's step is called where people read it. */
export function nameStep({ id, type, data }: GraphNode): PlannedStep {
  const definition = findNode(type);
  const kind = definition?.label ?? type;
  const label = typeof data.label === 'string' && data.label.trim() !== '' ? data.label : kind;
  return { nodeId: id, label, kind: label === kind ? null : kind, icon: definition?.icon ?? null };
}

/**
 * A run as a reader follows it: what has begun, with its time as a bar, what comes next, and what was left out.
 *
 * @param now milliseconds since 1970, to which what is under way reaches
 */
export function toTimeline(run: Run, now: number): Timeline {
  const structure = readStructure(run.nodeData);
  const bars = toBars(run.steps, now);
  const begun = run.steps.map((step, index) => ({
    ...nameStep(
      structure.nodes.get(step.nodeId) ?? {
        id: step.nodeId,
        type: step.type,
        position: { x: 0, y: 0 },
        data: {},
      },
    ),
    step,
    item: itemOf(step.key),
    bar: bars[index] ?? { start: 0, width: 0 },
  }));
  // Without the last steps nobody can say what comes after them.
  if (run.nextPosition !== null) return { begun, ahead: [], passed: [] };
  const known = new Set(run.steps.map(({ nodeId }) => nodeId));
  const open = findOpen(structure, run.steps);
  const rest = structure.order.flatMap((id) => {
    const node = structure.nodes.get(id);
    return node === undefined || known.has(id) ? [] : [node];
  });
  return {
    begun,
    ahead: rest.filter(({ id }) => open.has(id)).map(nameStep),
    passed: rest.filter(({ id }) => !open.has(id)).map(nameStep),
  };
}

/** `people[2].orders[0].mail` is step `mail` of the third item's first: `3.1`. */
function itemOf(key: string): string | null {
  const places = [...key.matchAll(/\[(\d+)\]\./g)].map(([, index]) => Number(index) + 1);
  return places.length === 0 ? null : places.join('.');
}

const decided = z.union([
  z.object({ result: z.boolean() }).transform(({ result }) => (result ? 'yes' : 'no')),
  z.object({ case: z.string() }).transform((output) => output.case),
]);
const counted = z.object({ count: z.number() });

/** What an output says about how the run goes on behind it. */
function toFinished({ type, output }: Step): Finished {
  if (type === 'loop') return { handle: null, count: counted.safeParse(output).data?.count ?? 0 };
  const isFork = type === 'condition' || type === 'switch';
  return { handle: (isFork ? decided.safeParse(output).data : undefined) ?? null };
}

/** Steps that can run now or later, as far as is decided. */
function findOpen(structure: Structure, steps: readonly Step[]): Set<string> {
  const finished = new Map(
    steps.flatMap((step) =>
      step.status === 'succeeded' ? [[step.key, toFinished(step)] as const] : [],
    ),
  );
  const open = new Set<string>();
  const waiting = nextSteps(structure, finished).ready.map(({ nodeId }) => nodeId);
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (open.has(id)) continue;
    open.add(id);
    const loopId = structure.loopOf.get(id);
    // The last item of a list leads on behind it.
    const behind = loopId === undefined ? [] : (structure.outgoing.get(loopId) ?? []);
    for (const { target } of [...(structure.outgoing.get(id) ?? []), ...behind]) {
      waiting.push(target);
    }
  }
  return open;
}

/** Shorter than this, a difference is chance: such runs are not stretched over the whole axis. */
const AXIS_MS_MIN = 20;

/** Of the time in which something was done, the most that a time in which nothing was done is drawn as. */
const IDLE_SHARE = 0.2;

/**
 * Steps as bars on one axis. Two days of waiting would leave nothing to see of the seconds around them, so a
 * time in which no step but a wait was under way is drawn shorter than it was.
 */
export function toBars(
  steps: readonly Pick<Step, 'type' | 'startedAt' | 'finishedAt'>[],
  now: number,
): Bar[] {
  const spans = steps.map(({ type, startedAt, finishedAt }) => {
    const from = Date.parse(startedAt);
    const to = Math.max(from, finishedAt === null ? now : Date.parse(finishedAt));
    return { from, to, isWait: type === 'wait' };
  });
  const moments = [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
  const isBusy = (from: number, to: number) =>
    spans.some((span) => !span.isWait && span.from <= from && span.to >= to);
  const gaps = moments.slice(1).map((to, index) => {
    const from = moments[index] ?? to;
    return { length: to - from, isBusy: isBusy(from, to) };
  });
  const busy = gaps.reduce((sum, gap) => sum + (gap.isBusy ? gap.length : 0), 0);
  const idleMax = busy === 0 ? Infinity : busy * IDLE_SHARE;
  const places = new Map<number, number>();
  let place = 0;
  for (const [index, moment] of moments.entries()) {
    places.set(moment, place);
    const gap = gaps[index];
    if (gap !== undefined) place += gap.isBusy ? gap.length : Math.min(gap.length, idleMax);
  }
  const whole = Math.max(place, AXIS_MS_MIN);
  return spans.map(({ from, to }) => {
    const start = ((places.get(from) ?? 0) / whole) * 100;
    return { start, width: ((places.get(to) ?? 0) / whole) * 100 - start };
  });
}
