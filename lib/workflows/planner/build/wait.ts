import { vocabulary } from '../text/vocabulary';
import { secondsPerUnit } from '../../nodes/wait';
import { toTemplate, type Context } from '../context';
import { dayOf } from '../phrases/calendar';
import { readDuration, type Duration } from '../phrases/duration';
import { readMoment as readWrittenMoment } from '../phrases/moment';
import { readNoun } from '../phrases/noun';
import { resolve } from '../resolve';
import { attributeOf } from '../attributes';
import { wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import type { Exit, GraphDraft } from './draft';

const DAYS_MAX = 366;

const quiet: ReadonlySet<string> = new Set(
  vocabulary(`
  wait, waits, waiting, pause, pausing, hold, on, off, sleep, delay, for, about, around, another, until, after, in,
  later, that, this, then, it, is, the, a, of, has, have, passed, pass, go, by, gone, from, now, here, there, first,
  at, least, everything, afterwards, thereafter, and, just, exactly, comes, arrives, more, give, customer, user, client, workflow, before, them,
  give, continuing, going, reached, full, till, date, time, doing, anything, else, to, moment, so, with
`),
);

/** Adds a wait: for a time, or until a moment that something before knows. */
export function buildWait(
  draft: GraphDraft,
  item: { tokens: readonly Token[]; phrase: readonly Token[] },
  exits: readonly Exit[],
  context: Context,
): Exit[] {
  const { tokens, phrase } = item;
  const found = tokens
    .map((_, at) => ({ at, read: readDuration(tokens, at) }))
    .find(({ read }) => read !== null);
  const end = found?.read?.end ?? 0;
  const isOffset =
    found !== undefined &&
    ['before', 'after'].includes(wordAt(tokens, end)) &&
    end + 1 < tokens.length &&
    !['that', 'this'].includes(wordAt(tokens, end + 1));
  const duration = found?.read?.value ?? null;
  const moment =
    duration === null || isOffset ? readMoment(tokens, isOffset ? end + 1 : 0, context) : null;
  if (duration !== null && moment === null)
    return waitFor(draft, duration, { phrase, exits, left: leftOf(tokens, found?.at ?? 0, end) });
  const until =
    moment === null
      ? ''
      : duration === null
        ? moment.until
        : shifted(moment.until, duration, wordAt(tokens, end) === 'before');
  const id = draft.add('wait', { mode: 'until', until }, phrase, exits);
  if (until === '')
    draft.ask(id, 'until', 'Until when? Say for how long, or name a date that is known');
  if (until === '') draft.miss(tokens.filter(({ norm }) => !quiet.has(norm)));
  else
    for (const left of [leftOf(tokens, moment?.from ?? 0, moment?.end ?? 0, found?.at, end)])
      draft.miss(left);
  return [{ source: id, handle: null }];
}

interface Way {
  phrase: readonly Token[];
  exits: readonly Exit[];
  left: readonly Token[];
}

function waitFor(draft: GraphDraft, duration: Duration, { phrase, exits, left }: Way): Exit[] {
  const id = draft.add('wait', { mode: 'duration', ...duration }, phrase, exits);
  draft.miss(left);
  if (duration.amount * secondsPerUnit[duration.unit] > DAYS_MAX * secondsPerUnit.days)
    draft.ask(id, 'amount', 'A wait may be at most 366 days');
  return [{ source: id, handle: null }];
}

/** Words that belong neither to the time nor to waiting. */
function leftOf(
  tokens: readonly Token[],
  from: number,
  to: number,
  offset = from,
  offsetEnd = to,
): Token[] {
  const left = tokens.filter(
    ({ kind, norm }, at) =>
      kind !== 'mark' &&
      !(at >= from && at < to) &&
      !(at >= offset && at < offsetEnd) &&
      !quiet.has(norm),
  );
  return left;
}

interface Moment {
  until: string;
  from: number;
  end: number;
}

/** "2026-12-24", "the due date", "the trial ends": a date that is written or known. */
function readMoment(tokens: readonly Token[], from: number, context: Context): Moment | null {
  const date = tokens.findIndex(({ kind }) => kind === 'date');
  if (date !== -1) return { until: tokens[date]?.text ?? '', from: date, end: date + 1 };
  for (let at = from; at < tokens.length; at += 1) {
    const written = readWrittenMoment(tokens, at);
    if (written !== null) return { until: written.value, from: at, end: written.end };
  }
  const until = tokens.findIndex(
    ({ norm }, at) => at >= from && ['until', 'before', 'for'].includes(norm),
  );
  const start = until === -1 ? from : until + 1;
  const noun = readNoun(tokens, start);
  if (noun === null) return null;
  const isTrial = noun.value.head.includes('trial');
  const isDue =
    ['is', 'due'].includes(wordAt(tokens, noun.end)) &&
    tokens.slice(noun.end).some(({ norm }) => norm === 'due');
  const name = isTrial ? 'trial_end' : isDue ? 'due_date' : attributeOf(noun.value.head);
  const isDate =
    ['trial_end', 'due_date', 'end'].includes(name) ||
    (/(?:date|time|_at|day|deadline|_end|start|moment)$/.test(name) &&
      !isNamedDay(noun.value.head)) ||
    noun.value.literal !== null;
  const found = isDate
    ? resolve(
        noun.value.literal === null ? { ...noun.value, head: [name], raw: [name] } : noun.value,
        context,
      )
    : null;
  return found === null
    ? null
    : { until: toTemplate(found), from: start, end: isTrial || isDue ? tokens.length : noun.end };
}

/** "next Monday" is a day of the calendar, and no field of anything. */
const isNamedDay = (head: readonly string[]) =>
  head.some((word) => dayOf(word) !== null || ['today', 'tomorrow', 'next'].includes(word));

/** Stripe counts seconds, so a moment can be moved by some. */
function shifted(until: string, { amount, unit }: Duration, isBefore: boolean): string {
  const seconds = amount * secondsPerUnit[unit];
  return until.replace(
    /\{\{ (.*) \}\}/,
    (_, expression: string) => `{{ ${expression} ${isBefore ? '-' : '+'} ${seconds} }}`,
  );
}
