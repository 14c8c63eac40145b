import { vocabulary } from '../text/vocabulary';
import { readTest } from '../condition';
import { toTemplate, type Context, type Reference, type Trigger } from '../context';
import type { IfItem, Item, Program, SwitchItem } from '../grammar/tree';
import { toSchedule } from '../phrases/cron';
import { readNoun } from '../phrases/noun';
import { outputOf, resolve } from '../resolve';
import { wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { buildAction } from './action';
import type { Exit, GraphDraft } from './draft';
import { findEach, readList } from './list';
import { buildWait } from './wait';

interface Place {
  exits: readonly Exit[];
  context: Context;
}

/** Draws a program; what has no place in the drawing is told in the draft. */
export function build(draft: GraphDraft, program: Program): void {
  const { id, trigger } = buildTrigger(draft, program);
  const context: Context = { trigger, produced: [], item: null, mentioned: null };
  buildItems(draft, program.items, { exits: [{ source: id, handle: null }], context });
}

function buildTrigger(
  draft: GraphDraft,
  { trigger, items }: Program,
): { id: string; trigger: Trigger } {
  if (trigger === null) {
    const id = draft.add('manual', {}, [], []);
    if (items.some((item) => item.kind === 'unknown' && item.isEvent === true))
      draft.ask(id, null, 'No trigger is known for what should start it: choose one');
    return { id, trigger: { type: 'manual' } };
  }
  if (trigger.kind === 'event') {
    const { trigger: said, note } = trigger.event;
    const config = said.type === 'stripe_event' ? { eventType: said.eventType } : {};
    const id = draft.add(said.type, config, trigger.phrase, []);
    if (note !== null) draft.ask(id, null, note);
    return { id, trigger: said };
  }
  const { cron, notes } = toSchedule(trigger.recurrence);
  const { zone } = trigger.recurrence;
  const config = zone === null ? { cron } : { cron, timezone: zone };
  const id = draft.add('schedule', config, trigger.phrase, []);
  for (const note of notes) draft.ask(id, 'cron', note);
  return { id, trigger: { type: 'schedule' } };
}

function buildItems(draft: GraphDraft, items: readonly Item[], start: Place): Place {
  let place = start;
  for (const item of items) {
    if (place.exits.length === 0 || draft.isFull) missItem(draft, item);
    else place = buildItem(draft, item, place);
  }
  return place;
}

/** What stands behind the end of everything is never reached. */
function missItem(draft: GraphDraft, item: Item): void {
  if ('phrase' in item) draft.miss(item.phrase);
}

function buildItem(draft: GraphDraft, item: Item, place: Place): Place {
  switch (item.kind) {
    case 'action':
      return buildStep(draft, item, place);
    case 'wait': {
      const exits = buildWait(draft, item, place.exits, place.context);
      return { ...place, exits };
    }
    case 'if':
      return buildIf(draft, item, place);
    case 'switch':
      return buildSwitch(draft, item, place);
    case 'each':
      return buildEach(draft, item, place);
    case 'stop':
      return { ...place, exits: [] };
    case 'nothing':
      return place;
    case 'unknown':
      draft.miss(item.phrase);
      return place;
  }
}

function buildStep(
  draft: GraphDraft,
  item: Extract<Item, { kind: 'action' }>,
  place: Place,
): Place {
  const each = place.context.item === null ? findEach(item.tokens, item.verbEnd) : null;
  const said = each === null ? null : readList(each.list, place.context);
  // "each one" behind an event is the event's.
  const isList =
    said?.isPronoun !== true || place.context.produced.some((step) => outputOf(step) !== null);
  if (each !== null && said !== null && said.items !== '' && isList && !isQuery(item)) {
    const [first] = each.list;
    const pronoun: Token[] =
      first === undefined ? [] : [{ ...first, kind: 'word', norm: 'them', text: 'them' }];
    const tokens = [
      ...item.tokens.slice(0, each.at),
      ...pronoun,
      ...item.tokens.slice(each.at + 1 + said.end),
    ];
    const body: Item = { ...item, tokens };
    const list = item.tokens.slice(each.at + 1, each.at + 1 + said.end);
    return buildEach(
      draft,
      {
        kind: 'each',
        list,
        phrase: item.tokens.slice(each.at, each.at + 1 + said.end),
        body: [body],
      },
      place,
    );
  }
  const { exits, produced } = buildAction(draft, item, place.exits, place.context);
  const context =
    produced === null
      ? place.context
      : { ...place.context, produced: [...place.context.produced, produced] };
  return { exits, context };
}

/** "get all orders from the table" is one question and no loop. */
const isQuery = ({ verb, tokens }: Extract<Item, { kind: 'action' }>) =>
  vocabulary(`
  get, fetch, query, list, find, search, load, read, count, sum, add, compute, calculate, summarize, total
`).includes(verb) || tokens.some(({ norm }) => norm === 'ai');

function buildIf(draft: GraphDraft, item: IfItem, { exits, context }: Place): Place {
  const test = readTest(item.test, item.isNegated, context);
  if (test === null || test.end < item.test.length) {
    const rest = item.test.slice(test?.end ?? 0);
    // What is half understood is no condition; what to do under it is still drawn.
    draft.miss(test === null ? item.phrase : rest.every(({ kind }) => kind === 'mark') ? [] : rest);
  }
  const config = {
    match: test?.match ?? 'all',
    conditions: test?.conditions.map((each) => ({ ...each })) ?? [],
  };
  const id = draft.add('condition', config, item.phrase, exits);
  if (test === null) draft.ask(id, 'conditions', 'What is compared with what?');
  for (const question of test?.questions ?? []) draft.ask(id, 'conditions', question);
  const inside: Context = { ...context, mentioned: test?.mentioned ?? null };
  const [yes, no] = test?.isSwapped === true ? ['no', 'yes'] : ['yes', 'no'];
  const onYes = buildItems(draft, item.yes, {
    exits: [{ source: id, handle: yes }],
    context: inside,
  });
  const onNo = buildItems(draft, item.no ?? [], {
    exits: [{ source: id, handle: no }],
    context: inside,
  });
  // A condition without anything under it decides about the rest.
  const isGate = item.yes.length === 0 && item.no === null;
  return {
    exits: isGate ? onYes.exits : [...onYes.exits, ...onNo.exits],
    context: isGate ? onYes.context : context,
  };
}

const slug = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 40);

interface Case {
  id: string;
  equals: string;
}

function toCases(values: readonly Token[], taken: ReadonlySet<string>): Case[] {
  const words: Token[][] = [[]];
  for (const token of values) {
    const isBetween = token.kind === 'mark' || ['or', 'and'].includes(token.norm);
    if (isBetween) words.push([]);
    else if (
      // "it" alone is a language, and no small word beside a value.
      values.length === 1 ||
      !['is', 'it', 'the', 'a', 'customers', 'users', 'in', 'from', 'an'].includes(token.norm)
    )
      words.at(-1)?.push(token);
  }
  const seen = new Set(taken);
  return words.flatMap((group) => {
    const equals = group
      .map(({ text }) => text)
      .join(' ')
      .slice(0, 500);
    if (equals === '') return [];
    const base =
      slug(equals) === '' || slug(equals) === 'default' ? `case_${seen.size + 1}` : slug(equals);
    const id = seen.has(base) ? `${base.slice(0, 36)}_${seen.size + 1}` : base;
    seen.add(id);
    return [{ id, equals }];
  });
}

const CASES_MAX = 20;

function buildSwitch(draft: GraphDraft, item: SwitchItem, { exits, context }: Place): Place {
  const noun = readNoun(item.subject, wordAt(item.subject, 0) === 'whether' ? 1 : 0);
  const reference: Reference | null = noun === null ? null : resolve(noun.value, context);
  const all: Case[] = [];
  const ways = item.cases.map(({ values, items }) => {
    const cases = toCases(values, new Set(all.map(({ id }) => id)));
    all.push(...cases);
    return { cases, items };
  });
  const kept = all.slice(0, CASES_MAX);
  if (kept.length === 0) {
    draft.miss(item.phrase);
    return { exits, context };
  }
  const value = reference === null ? '' : toTemplate(reference);
  const id = draft.add(
    'switch',
    { value, cases: kept.map((each) => ({ ...each })) },
    item.phrase,
    exits,
  );
  if (reference === null) draft.ask(id, 'value', 'Which value decides?');
  const ends = ways.flatMap(({ cases, items }) => {
    const from = cases
      .filter((each) => kept.includes(each))
      .map((each) => ({ source: id, handle: each.id }));
    return buildItems(draft, items, { exits: from, context }).exits;
  });
  const rest = buildItems(draft, item.otherwise ?? [], {
    exits: [{ source: id, handle: 'default' }],
    context,
  });
  return { exits: [...ends, ...rest.exits], context };
}

const narrowing = vocabulary(`
  active, inactive, overdue, unpaid, paid, late, open, closed, old, expired, failed, pending, canceled, missing, unread,
  premium, verified, unverified, trial, vip, free, blocked, duplicate
`);

function buildEach(
  draft: GraphDraft,
  item: Extract<Item, { kind: 'each' }>,
  { exits, context }: Place,
): Place {
  const said = readList(item.list, context);
  const items = said === null || said.items === '' ? '' : `{{ ${said.items} }}`;
  const id = draft.add('loop', { items }, item.phrase, exits);
  if (items === '') draft.ask(id, 'items', 'Which list is it?');
  if (said !== null && said.end < item.list.length) draft.miss(item.list.slice(said.end));
  // "each inactive user": which are meant is not dropped in silence.
  for (const token of item.list)
    if (narrowing.includes(token.norm) && !items.includes(token.norm)) draft.miss([token]);
  const inside: Context = { ...context, item: said?.item ?? 'item', mentioned: null };
  buildItems(draft, item.body, { exits: [{ source: id, handle: 'each' }], context: inside });
  return { exits: [{ source: id, handle: 'done' }], context };
}
