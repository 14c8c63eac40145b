import { states, subjectOf, rightOf, type Subject } from './condition-subject';
import { vocabulary } from './text/vocabulary';
import type { Comparison } from '../nodes/condition';
import { toTemplate, type Context, type Reference } from './context';
import { readComparison } from './phrases/comparison';
import type { Said } from './phrases/subject';
import type { Noun } from './phrases/noun';
import { opposite, hasOpposite } from './phrases/operator';
import { lookUp, wordAt } from './text/read';
import type { Token } from './text/tokens';

/** What a condition's words became. */
export interface Test {
  match: 'all' | 'any';
  conditions: Comparison[];
  /** Behind the last word that was understood. */
  end: number;
  questions: string[];
  /** Whether what the words deny has no operator, so that the ways out change places. */
  isSwapped: boolean;
}

const failures: ReadonlySet<string> = new Set([
  'fails',
  'failed',
  'fail',
  'unsuccessful',
  'an error',
  'down',
  'offline',
  'unreachable',
  'unavailable',
  'broken',
]);

const successes: ReadonlySet<string> = new Set(
  vocabulary(`
  succeeds, succeeded, succeed, successful, ok, works, worked, fine, up, online, reachable
`),
);

function ofHttp(said: Said, context: Context): Comparison | null {
  const last = [...context.produced].reverse().find(({ type }) => type === 'http_request');
  if (last === undefined || said.value.kind !== 'text') return null;
  const head = said.subject?.head.at(-1) ?? '';
  if (!['', 'request', 'call', 'fetch', 'response', 'api'].includes(head)) return null;
  const word = said.value.text.toLowerCase();
  const isBad = failures.has(word);
  if (!isBad && !successes.has(word)) return null;
  const isDenied = said.operator === 'not_equals';
  return {
    left: `{{ steps.${last.id}.status }}`,
    operator: isBad === isDenied ? 'less_than' : 'greater_or_equal',
    right: '400',
  };
}

/** One comparison with its words looked up, or null: something in it is not known here. */
function toComparison(
  said: Said,
  context: Context,
): { comparison: Comparison; subject: Subject | null } | null {
  const http = ofHttp(said, context);
  if (http !== null) return { comparison: http, subject: null };
  const subject = subjectOf(said, context);
  if (subject === null) return null;
  const { reference } = subject;
  const state = said.value.kind === 'text' ? lookUp(states, said.value.text.toLowerCase()) : null;
  if (state !== null && subject.isState) {
    const operator = said.operator === 'not_equals' ? opposite[state[0]] : state[0];
    return { comparison: { left: toTemplate(reference), operator, right: state[1] }, subject };
  }
  const right = rightOf(said.value, reference, context);
  if (right === null) return null;
  const left = said.isCount
    ? `{{ $count(${listName(reference, said.subject)}) }}`
    : toTemplate(reference);
  return {
    comparison: { left, operator: said.operator, right },
    subject: said.isCount ? null : subject,
  };
}

/** A list stands under its plural. */
function listName({ expression }: Reference, subject: Noun | null): string {
  const written = subject?.raw.join('_').toLowerCase() ?? '';
  const isField = expression.startsWith('trigger.body.') && subject?.isPlural === true;
  return isField ? `trigger.body.${written}` : expression;
}

const stale =
  'The state is the one that the event told; add a step that looks it up again before, if it may have changed since';

/** Reads what stands behind "if"; null when nothing of it is understood. */
export function readTest(
  tokens: readonly Token[],
  isNegated: boolean,
  context: Context,
): (Test & { mentioned: Reference | null }) | null {
  const conditions: Comparison[] = [];
  const questions = new Set<string>();
  const joints = new Set<'all' | 'any'>();
  let subject: Noun | null = null;
  let mentioned = context.mentioned;
  let end = 0;
  let isOpposite = false;
  for (let at = 0; at < tokens.length;) {
    const read = readComparison(tokens, at);
    if (read === null) break;
    const said = read.value.map((each) => ({ ...each, subject: each.subject ?? subject }));
    const isDenied = said.some((each) => each.isDenied === true);
    // One denial can change the ways out; among others there is no way to say it.
    if (isDenied && (conditions.length > 0 || said.length > 1)) break;
    const all = said.map((each) => toComparison(each, { ...context, mentioned }));
    if (all.some((each) => each === null)) break;
    for (const each of all) {
      if (each === null) continue;
      conditions.push(each.comparison);
      if (
        each.subject?.isState === true &&
        each.subject.reference.expression.startsWith('trigger.data')
      )
        questions.add(stale);
      mentioned = each.subject?.reference ?? mentioned;
    }
    if (said.length > 1)
      joints.add(
        said[0]?.match ??
          (said[0]?.operator === 'not_equals' || said[0]?.operator === 'greater_or_equal'
            ? 'all'
            : 'any'),
      );
    subject = said[0]?.subject ?? subject;
    ({ end } = read);
    const joint = isDenied ? null : jointAt(tokens, end);
    isOpposite ||= isDenied;
    if (joint === null) break;
    // All and any at once would need two steps; what stands behind the second joint is told.
    if (joints.size > 0 && !joints.has(joint.match)) break;
    joints.add(joint.match);
    at = joint.end;
  }
  const [first] = conditions;
  if (first === undefined) return null;
  const test = negate(conditions, [...joints][0] ?? 'all', isNegated);
  return {
    ...test,
    isSwapped: test.isSwapped !== isOpposite,
    end,
    questions: [...questions],
    mentioned,
  };
}

function jointAt(
  tokens: readonly Token[],
  at: number,
): { match: 'all' | 'any'; end: number } | null {
  const place = tokens[at]?.norm === ',' ? at + 1 : at;
  const word = wordAt(tokens, place);
  if (word === 'and' || word === 'but') return { match: 'all', end: place + 1 };
  return word === 'or' ? { match: 'any', end: place + 1 } : null;
}

/** "unless": the opposite of everything, or the other way out where there is none. */
function negate(conditions: Comparison[], match: 'all' | 'any', isNegated: boolean) {
  if (!isNegated) return { conditions, match, isSwapped: false };
  if (!conditions.every(({ operator }) => hasOpposite(operator)))
    return { conditions, match, isSwapped: true };
  const denied = conditions.map((each) => ({ ...each, operator: opposite[each.operator] }));
  return {
    conditions: denied,
    match: conditions.length === 1 ? match : match === 'all' ? ('any' as const) : ('all' as const),
    isSwapped: false,
  };
}
