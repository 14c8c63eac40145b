import type { Nesting, State } from './state';
import { vocabulary } from '../text/vocabulary';
import { verbForms } from '../steps/recognisers';
import { after, afterAny, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { endOfClause } from './boundary';
import { isActionStart, isSentenceEnd, isSeparator, readIf, readWaitStart } from './markers';
import { readPassive } from './passive';
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
  const isCase = (place: number) => nesting.isInSwitch && isCaseStart(tokens, place);
  const end = wait?.end ?? endOfClause(tokens, at, isCase);
  const phrase = tokens.slice(at, end);
  state.at = end;
  if (wait !== null || isWait) items.push({ kind: 'wait', tokens: phrase, phrase });
  else items.push(toAction(tokens, at, end));
}

function toAction(tokens: readonly Token[], at: number, end: number): Item {
  const phrase = tokens.slice(at, end);
  if (isActionStart(tokens, at) || at === end - 1) {
    const known = verbForms.get(wordAt(tokens, at));
    if (known === undefined) return { kind: 'unknown', phrase };
    return { kind: 'action', tokens: phrase, verb: known.verb, verbEnd: 1, phrase };
  }
  const passive = readPassive(tokens, at);
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
  return nounLed(phrase);
}

/** "an email to the customer": no verb, but it is plain what is wanted. */
function nounLed(phrase: readonly Token[]): Item {
  const place = ['a', 'an', 'the', 'another', 'one'].includes(wordAt(phrase, 0)) ? 1 : 0;
  const isMail =
    phrase.slice(place, place + 4).some(({ norm }) => norm === 'email' || norm === 'mail') &&
    phrase.some(({ norm }) => norm === 'to');
  const isCall = after(phrase, place, 'call') !== -1 || after(phrase, place, 'request') !== -1;
  const [first] = phrase;
  if (first === undefined || !(isMail || isCall)) return { kind: 'unknown', phrase };
  const verb = isMail ? 'send' : 'call';
  const led: Token = { ...first, kind: 'word', norm: verb, text: verb, end: first.start };
  return { kind: 'action', tokens: [led, ...phrase], verb, verbEnd: 1, phrase };
}
