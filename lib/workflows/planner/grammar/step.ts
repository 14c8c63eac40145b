import type { Nesting, State } from './state';
import { vocabulary } from '../text/vocabulary';
import { readDuration } from '../phrases/duration';
import { verbForms } from '../steps/recognisers';
import { afterAny, markAt, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { endOfClause } from './boundary';
import { isActionStart, isSentenceEnd, isSeparator, readIf, readWaitStart } from './markers';
import { readDenial, readModel } from './leads';
import { isMoved, nounLed } from './noun-led';
import { readCausative, readPassive } from './passive';
import { isCaseStart } from './switch';
import type { Item } from './tree';

const stops = vocabulary(`
  stop the workflow, end the workflow, stop there, stop here, stop, end there, end here, end, quit, exit, finish, that
  is all, we are done
`);

const nothings = vocabulary(`
  do nothing, nothing, ignore it, ignore this, ignore, skip it, skip this, skip them, skip
`);

const goings = ['continue', 'proceed', 'carry on', 'go on', 'keep going'];

/** A step, a wait, or words that are neither. */
export function parseStep(state: State, items: Item[], nesting: Nesting): void {
  const { tokens, at } = state;
  for (const [words, item] of [
    [stops, { kind: 'stop' }],
    [nothings, { kind: 'nothing', isGoingOn: false }],
    [goings, { kind: 'nothing', isGoingOn: true }],
  ] as const) {
    const end = afterAny(tokens, at, words);
    const isWhole =
      end !== -1 &&
      (end >= tokens.length ||
        isSentenceEnd(tokens, end) ||
        isSeparator(tokens, end) ||
        readIf(tokens, end) !== null ||
        ['and', 'then', 'otherwise'].includes(wordAt(tokens, end)));
    if (!isWhole) continue;
    items.push(item);
    state.at = end;
    return;
  }
  const wait = readWaitStart(tokens, at);
  const isWait = vocabulary(`
  wait, pause, hold, sleep, delay, waiting, pausing, waits
`).includes(wordAt(tokens, at));
  const isGiven = wordAt(tokens, at) === 'give';
  const isCase = (place: number) => nesting.isInSwitch && isCaseStart(tokens, place);
  const end = wait?.end ?? endOfClause(tokens, at, isCase);
  const phrase = tokens.slice(at, end);
  state.at = end;
  const isBareTime = readDuration(tokens, at)?.end === end && end > at;
  if (wait !== null || isWait || isBareTime || (isGiven && isTime(phrase))) {
    // "but wait 15 minutes first", "email them after two days": before what was said before.
    const isFirst =
      items.length > 0 && (phrase.at(-1)?.norm === 'first' || isTrailing(state, items, phrase));
    items.splice(isFirst ? -1 : items.length, 0, { kind: 'wait', tokens: phrase, phrase });
    return;
  }
  if (parseMore(state, items, phrase)) return;
  const item = toAction(tokens, at, end);
  takeBackAnswer(items, item);
  if (isBefore(tokens, at) && items.length > 0) {
    items.splice(-1, 0, item);
    return;
  }
  // "Coupon time: ..." gives it a title.
  const isTitle = item.kind === 'unknown' && items.length === 0 && markAt(tokens, end) === ':';
  if (phrase.every(({ kind }) => kind === 'mark')) return;
  if (!isTitle && !isOfTrigger(state, items, item)) items.push(item);
}

/** "email them after two days", "..., but only after two days": the time closes the step that it delays. */
function isTrailing({ tokens, at: end }: State, items: readonly Item[], phrase: readonly Token[]) {
  const before = items.at(-1);
  const from = end - phrase.length;
  const isOnly = wordAt(tokens, from - 1) === 'only' && isSentenceEnd(tokens, end);
  const isDirect = before?.kind === 'action' && before.phrase.at(-1) === tokens[from - 1];
  return (
    (isDirect || (isOnly && before?.kind === 'action')) && readWaitStart(tokens, from) !== null
  );
}

const answering = vocabulary(
  `answer, reply, respond, follow, inform, notify, thank, remind, contact`,
);

/** "are to be answered, after 4 hours, by a mail": the mail is what they are answered by. */
function takeBackAnswer(items: Item[], item: Item): void {
  const isBy = item.kind === 'action' && item.phrase[0]?.norm === 'by' && item.verb === 'send';
  const at = items.findLastIndex(({ kind }) => kind !== 'wait');
  const answered = items[at];
  if (isBy && answered?.kind === 'action' && answering.includes(answered.verb)) items.splice(at, 1);
}

/** "give the customer 3 days": time, and nothing else that could be given. */
const isTime = (phrase: readonly Token[]) =>
  phrase.some((_, at) => {
    const duration = readDuration(phrase, at);
    return duration !== null && duration.end === phrase.length && wordAt(phrase, at - 1) !== 'for';
  }) &&
  !phrase.some(({ norm }) => ['coupon', 'discount', 'off', '%', 'percent', 'trial'].includes(norm));

/** "email me every morning with the news": the schedule stood within the step. */
function parseMore(
  { tokens, at: end, scheduleEnd }: State,
  items: Item[],
  phrase: readonly Token[],
): boolean {
  const before = items.at(-1);
  const from = end - phrase.length;
  // The "to" of "to water the plants" is passed over as politeness.
  const isTo = wordAt(tokens, from - 1) === 'to' && scheduleEnd === from - 1;
  if (isTo && before?.kind === 'action') {
    const more = tokens.slice(scheduleEnd, end);
    const all = { tokens: [...before.tokens, ...more], phrase: [...before.phrase, ...more] };
    items[items.length - 1] = { ...before, ...all };
    return true;
  }
  const isWithin = scheduleEnd !== -1 && from === scheduleEnd;
  const isMore = [
    'with',
    'to',
    'about',
    'saying',
    'containing',
    'for',
    'from',
    'using',
    'via',
    'by',
    'in',
    'into',
  ].includes(phrase[0]?.norm ?? '');
  if (!isWithin || !isMore || before?.kind !== 'action') return false;
  const more = { tokens: [...before.tokens, ...phrase], phrase: [...before.phrase, ...phrase] };
  items[items.length - 1] = { ...before, ...more };
  return true;
}

/** "email the summary after fetching it": what stands behind comes first. */
const isBefore = (tokens: readonly Token[], at: number) =>
  wordAt(tokens, at - 1) === 'after' && verbForms.get(wordAt(tokens, at))?.form === 'ing';

/** "somebody fills in the form, it hits our webhook": the same beginning once more. */
function isOfTrigger({ tokens, trigger }: State, items: readonly Item[], item: Item): boolean {
  const isWebhook = trigger?.kind === 'event' && trigger.event.trigger.type === 'webhook';
  if (!isWebhook || items.length > 0 || item.kind !== 'action') return false;
  const [first] = item.phrase;
  const before = first === undefined ? -1 : tokens.indexOf(first) - 1;
  const isIt = ['it', 'which', 'that', 'this'].includes(wordAt(tokens, before));
  return isIt && item.tokens.some(({ norm }) => norm === 'webhook' || norm === 'endpoint');
}

function toAction(tokens: readonly Token[], at: number, end: number): Item {
  const phrase = tokens.slice(at, end);
  const denied = readDenial(tokens, at);
  if (denied !== -1 && denied < end) return toDenied(tokens, denied, phrase);
  if (isMoved(tokens, at)) return nounLed(phrase);
  const model = readModel(tokens, at);
  if (model !== null) return ofModel(phrase, model.value, model.end - at);
  if (
    readCausative(tokens, at, end) === null &&
    (isActionStart(tokens, at) || (at === end - 1 && verbForms.has(wordAt(tokens, at))))
  ) {
    const known = verbForms.get(wordAt(tokens, at));
    if (known === undefined) return { kind: 'unknown', phrase };
    return { kind: 'action', tokens: phrase, verb: known.verb, verbEnd: 1, phrase };
  }
  const passive = readCausative(tokens, at, end) ?? readPassive(tokens, at);
  if (passive !== null && passive.end <= end) {
    const [from, to] = passive.subject;
    const subject = tokens.slice(from, to);
    const rest = tokens.slice(passive.end, end);
    const verb = tokens.slice(passive.end - 1, passive.end);
    const [first] = subject;
    const bridge =
      passive.isReceiver && first !== undefined
        ? [{ ...first, kind: 'word' as const, norm: 'to', text: 'to', end: first.start }]
        : [];
    const ordered = passive.isReceiver ? [...rest, ...bridge, ...subject] : [...subject, ...rest];
    return {
      kind: 'action',
      tokens: [...verb, ...ordered],
      verb: passive.verb,
      verbEnd: 1,
      phrase,
    };
  }
  const led = nounLed(phrase);
  const known = verbForms.get(wordAt(tokens, at));
  // Nothing else begins here, so what may be a verb is one: "delete expired sessions".
  return led.kind === 'unknown' && known !== undefined && ['base', 'third'].includes(known.form)
    ? { kind: 'action', tokens: phrase, verb: known.verb, verbEnd: 1, phrase }
    : led;
}

/** "don't email them": what must not be done, for a condition to decide about. */
function toDenied(tokens: readonly Token[], verbAt: number, phrase: readonly Token[]): Item {
  const known = verbForms.get(wordAt(tokens, verbAt));
  if (known === undefined) return { kind: 'unknown', phrase };
  const from = phrase.findIndex((token) => token === tokens[verbAt]);
  return {
    kind: 'action',
    tokens: phrase.slice(from),
    verb: known.verb,
    verbEnd: 1,
    phrase,
    isDenied: true,
  };
}

/** "AI writes a reply" is "have AI write a reply". */
function ofModel(phrase: readonly Token[], verb: string, verbAt: number): Item {
  const [first] = phrase;
  if (first === undefined) return { kind: 'unknown', phrase };
  const lead: Token = { ...first, kind: 'word', norm: 'have', text: 'have', end: first.start };
  const said = phrase.map((token, at) =>
    at === verbAt ? { ...token, norm: verb, text: verb } : token,
  );
  return { kind: 'action', tokens: [lead, ...said], verb: 'have', verbEnd: 1, phrase };
}
