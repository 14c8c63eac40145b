import type { Structure } from '../graph/structure';
import { isSame, readGuards, type Guard, type Literal } from './guards';

/** A graph as a program: steps in order, with branches and loops where they belong. */
export type Statement =
  | { kind: 'step'; nodeId: string }
  | { kind: 'loop'; nodeId: string; inside: readonly string[]; body: Statement[] }
  | { kind: 'if'; branches: { when: Literal; body: Statement[] }[] };

interface Entry {
  nodeId: string;
  guard: Guard;
}

/** The program of a graph that is valid; its trigger and what nothing leads to have no statement. */
export function toBlock(structure: Structure): Statement[] {
  const guards = readGuards(structure);
  return blockOf(structure, guards, null);
}

function blockOf(
  structure: Structure,
  guards: ReadonlyMap<string, Guard>,
  loopId: string | null,
): Statement[] {
  const entries = structure.order
    .filter((nodeId) => (structure.loopOf.get(nodeId) ?? null) === loopId)
    .filter((nodeId) => (structure.incoming.get(nodeId) ?? []).length > 0)
    .map((nodeId) => ({ nodeId, guard: guards.get(nodeId) ?? [] }));
  return nest(entries, [], (nodeId) => {
    if (structure.nodes.get(nodeId)?.type !== 'loop') return { kind: 'step', nodeId };
    const inside = structure.order.filter((id) => isInside(structure, id, nodeId));
    return { kind: 'loop', nodeId, inside, body: blockOf(structure, guards, nodeId) };
  });
}

function isInside({ loopOf }: Structure, nodeId: string, loopId: string): boolean {
  for (let each = loopOf.get(nodeId); each !== undefined; each = loopOf.get(each)) {
    if (each === loopId) return true;
  }
  return false;
}

/**
 * Puts steps that need the same way under one branch. A step of a branch depends on no step outside
 * of it that comes later: its guard would be weaker then.
 */
function nest(
  entries: readonly Entry[],
  known: Guard,
  toStatement: (nodeId: string) => Statement,
): Statement[] {
  const statements: Statement[] = [];
  let left = [...entries];
  for (let [first] = left; first !== undefined; [first] = left) {
    const literal = nextLiteral(first, known);
    if (literal === null) {
      statements.push(toStatement(first.nodeId));
      left = left.slice(1);
      continue;
    }
    const needs = ({ guard }: Entry) => guard.some((each) => isSame(each, literal));
    const branch = {
      when: literal,
      body: nest(left.filter(needs), [...known, literal], toStatement),
    };
    left = left.filter((entry) => !needs(entry));
    const last = statements.at(-1);
    const isSibling = last?.kind === 'if' && last.branches[0]?.when.nodeId === literal.nodeId;
    if (isSibling) last.branches.push(branch);
    else statements.push({ kind: 'if', branches: [branch] });
  }
  return statements;
}

/** The outermost thing that must hold for a step and is not known to hold here. */
function nextLiteral({ guard }: Entry, known: Guard): Literal | null {
  return guard.find((literal) => !known.some((each) => isSame(each, literal))) ?? null;
}
