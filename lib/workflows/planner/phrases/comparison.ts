import { helpers, pronoun, readStart, type Said, type Start } from './subject';
import { hasOrLater, readPostfix, readValue, vagueThings, type Value } from './value';
import { vocabulary } from '../text/vocabulary';
import { isUnary, type Operator } from '../../nodes/condition';
import { skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { readMoney } from './money';
import { readNoun, type Noun } from './noun';
import { readNumber } from './number';
import { hasOpposite, isNumeric, opposite, readOperator } from './operator';

/** Reads what is said of one thing or of several: "name or email is missing". */
export function readComparison(tokens: readonly Token[], at: number): Read<Said[]> | null {
  const first = readNoun(tokens, at);
  const joint = first === null ? '' : wordAt(tokens, first.end);
  const second =
    joint === 'or' || joint === 'and' ? readNoun(tokens, (first?.end ?? at) + 1) : null;
  const isSaid =
    second !== null &&
    (helpers.includes(wordAt(tokens, second.end)) || readOperator(tokens, second.end) !== null);
  if (first === null || second === null || !isSaid) return readSingle(tokens, at);
  const rest = readSingle(tokens, first.end + 1);
  if (rest?.value.length !== 1) return readSingle(tokens, at);
  const match = joint === 'or' ? 'any' : 'all';
  return {
    value: [first.value, second.value].flatMap((subject) =>
      rest.value.map((said) => ({ ...said, subject, match })),
    ),
    end: rest.end,
  };
}

/** Reads one comparison that begins at a place. */
function readSingle(tokens: readonly Token[], at: number): Read<Said[]> | null {
  const alone = readOperator(tokens, at);
  // "if found".
  if (alone !== null && isUnary(alone.value) && alone.end === tokens.length)
    return {
      value: [{ subject: null, operator: alone.value, value: { kind: 'none' }, isCount: false }],
      end: alone.end,
    };
  const [only] = tokens.slice(at);
  // "if paid": it is.
  if (only?.kind === 'word' && tokens.length === at + 1)
    return {
      value: [
        {
          subject: pronoun,
          operator: 'equals',
          value: { kind: 'text', text: only.text },
          isCount: false,
        },
      ],
      end: at + 1,
    };
  const start = readStart(tokens, at);
  const isHaving = tokens
    .slice(start.end, start.end + 3)
    .some(({ norm }) => ['has', 'have', 'contains', 'contain', 'had'].includes(norm));
  if (start.isCount) return readExistence(tokens, start);
  const direct = readOperator(tokens, start.end);
  const said = direct === null ? skip(tokens, start.end, helpers) : start.end;
  // "it was for less than $1".
  const isFor = wordAt(tokens, said) === 'for' && readOperator(tokens, said + 1) !== null;
  const early = isFor ? said + 1 : said;
  const isNot =
    direct === null && ['not', 'no', 'without', 'neither'].includes(wordAt(tokens, early));
  const contained = isHaving ? readHolding(tokens, start, early) : null;
  if (contained !== null) return contained;
  const place = isNot ? skip(tokens, early + 1, ['yet', 'been', 'get', 'have', ...helpers]) : early;
  const operator = readOperator(tokens, place);
  if (operator === null) return readPlain(tokens, start, place, isNot);
  const { value: named, end } = operator;
  const isDenied = isNot && !hasOpposite(named);
  const meant = isNot ? opposite[named] : named;
  if (isUnary(meant))
    return { value: [{ ...start, operator: meant, value: { kind: 'none' } }], end };
  const read = readValues(tokens, skip(tokens, end, ['word']), start, meant);
  return read && { ...read, value: read.value.map((said) => ({ ...said, isDenied })) };
}

/** "there are more than 5 orders", "there are no items", "there is an email". */
function readExistence(tokens: readonly Token[], start: Start): Read<Said[]> | null {
  const place = skip(tokens, start.end, ['any', 'some']);
  const operator = readOperator(tokens, place);
  const number = readNumber(tokens, operator?.end ?? place);
  const noun = readNoun(tokens, number?.end ?? place);
  if (noun === null) return null;
  const subject = noun.value;
  const isCount = number !== null || subject.isPlural;
  if (number !== null) {
    const value: Value = { kind: 'number', number: number.value };
    return {
      value: [{ subject, operator: operator?.value ?? 'equals', value, isCount }],
      end: noun.end,
    };
  }
  const value: Value = isCount ? { kind: 'number', number: 0 } : { kind: 'none' };
  const operatorOf = (): Operator =>
    isCount
      ? start.isNegated
        ? 'equals'
        : 'greater_than'
      : start.isNegated
        ? 'is_empty'
        : 'is_not_empty';
  return { value: [{ subject, operator: operatorOf(), value, isCount }], end: noun.end };
}

/** "the customer has a name", "the list has more than 5 items", "it has no email". */
function readHolding(tokens: readonly Token[], start: Start, at: number): Read<Said[]> | null {
  const isNegated =
    ['no', 'not', 'without'].includes(wordAt(tokens, at)) &&
    !['more', 'less', 'fewer'].includes(wordAt(tokens, at + 1));
  const place = isNegated
    ? skip(tokens, at + 1, ['have', 'has', 'contain', 'include', 'any'])
    : skip(tokens, at, ['contains', 'contain', 'any']);
  const operator = readOperator(tokens, place);
  const number = operator === null ? null : readNumber(tokens, operator.end);
  const isMoney = readMoney(tokens, operator?.end ?? place) !== null;
  const counted = number === null || isMoney ? null : readNoun(tokens, number.end);
  if (operator !== null && number !== null && counted !== null) {
    return readCounted(start, operator.value, number.value, counted);
  }
  return readOwned(tokens, start, at, { place, isNegated, isCompared: operator !== null });
}

/** "has more than 5 items": how many there are. */
function readCounted(
  start: Start,
  operator: Operator,
  number: number,
  counted: Read<Noun>,
): Read<Said[]> {
  const isVague = vagueThings.includes(counted.value.head.at(-1) ?? '');
  const isBare = start.subject === null || start.subject.head.length === 0;
  const subject = isVague && !isBare ? start.subject : counted.value;
  const said: Said = { subject, operator, value: { kind: 'number', number }, isCount: true };
  return { value: [said], end: counted.end };
}

interface Owning {
  place: number;
  isNegated: boolean;
  isCompared: boolean;
}

/** "has a name", "has no email", "has a status of shipped". */
function readOwned(
  tokens: readonly Token[],
  start: Start,
  at: number,
  { place, isNegated, isCompared }: Owning,
): Read<Said[]> | null {
  const isHas = tokens
    .slice(start.end, at + 1)
    .some(({ norm }) => norm === 'has' || norm === 'have');
  const isVerb =
    tokens[place]?.kind === 'word' &&
    (wordAt(tokens, place).endsWith('ed') || wordAt(tokens, place) === 'paid');
  const noun = !isCompared && isHas && !isVerb ? readNoun(tokens, place) : null;
  if (noun?.value.literal !== null) return null;
  const words = noun.value.head;
  // "has a status of shipped": the value follows.
  const of = skip(tokens, noun.end, ['of', '=', ':']);
  const owners = start.subject === null ? [] : [start.subject.head, ...start.subject.owners];
  const subject: Noun = { ...noun.value, head: words, owners };
  if (noun.value.owners.length > 0 && of === noun.end) {
    const owner = noun.value.owners[0] ?? [];
    return {
      value: [
        {
          subject,
          operator: 'equals',
          value: { kind: 'text', text: owner.join(' ') },
          isCount: false,
        },
      ],
      end: noun.end,
    };
  }
  const more = readOperator(tokens, noun.end);
  if (more !== null && !isUnary(more.value))
    return readValues(tokens, more.end, { ...start, subject }, more.value);
  const isNamed = ['quoted', 'number', 'literal'].includes(tokens[noun.end]?.kind ?? '');
  if (of > noun.end || isNamed) return readValues(tokens, of, { ...start, subject }, 'equals');
  return {
    value: [
      {
        subject,
        operator: isNegated ? 'is_empty' : 'is_not_empty',
        value: { kind: 'none' },
        isCount: false,
      },
    ],
    end: noun.end,
  };
}

/** "is DE", "is not paid", "failed". */
function readPlain(
  tokens: readonly Token[],
  start: Start,
  place: number,
  isNot: boolean,
): Read<Said[]> | null {
  if (start.subject === null && place === start.end) return null;
  const between = tokens[place]?.norm === 'between' ? place + 1 : -1;
  if (between !== -1) return readBetween(tokens, start, between);
  const later = skip(
    tokens,
    place,
    vocabulary(`
  still, already, called, named, in, from, on, as, marked, labeled, of, yet, classified, :
`),
  );
  return readValues(tokens, later, start, isNot ? 'not_equals' : 'equals');
}

function readBetween(tokens: readonly Token[], start: Start, at: number): Read<Said[]> | null {
  const low = readValue(tokens, at);
  if (low === null || wordAt(tokens, low.end) !== 'and') return null;
  const high = readValue(tokens, low.end + 1);
  if (high === null) return null;
  const { subject } = start;
  const ofLow: Said = { subject, operator: 'greater_or_equal', value: low.value, isCount: false };
  const ofHigh: Said = { subject, operator: 'less_or_equal', value: high.value, isCount: false };
  return { value: [ofLow, ofHigh], end: high.end };
}

/** One value, or several with "or" between them. */
function readValues(
  tokens: readonly Token[],
  at: number,
  start: Start,
  operator: Operator,
): Read<Said[]> | null {
  const first = readValue(tokens, at);
  if (first === null) return null;
  const { subject, isCount } = start;
  const postfix = readPostfix(tokens, first.end);
  const meant = postfix !== null && operator === 'equals' ? postfix.value : operator;
  const said = [{ subject, operator: meant, value: first.value, isCount }];
  let end = postfix?.end ?? first.end;
  while (!isNumeric(meant)) {
    const place = skip(tokens, end, [',', 'or', 'nor']);
    const isOr =
      tokens.slice(end, place).some(({ norm }) => norm === 'or' || norm === 'nor') ||
      (place > end && hasOrLater(tokens, place));
    const next = isOr && !beginsComparison(tokens, place) ? readValue(tokens, place) : null;
    if (next === null) break;
    said.push({ subject, operator: meant, value: next.value, isCount });
    ({ end } = next);
  }
  return { value: said, end };
}

/** Whether what follows says something of its own: "or the currency is usd". */
function beginsComparison(tokens: readonly Token[], at: number): boolean {
  const noun = readNoun(tokens, at);
  const next = noun === null ? '' : (tokens[noun.end]?.norm ?? '');
  return (
    helpers.includes(next) ||
    (noun !== null && readOperator(tokens, noun.end) !== null) ||
    readOperator(tokens, at) !== null
  );
}
