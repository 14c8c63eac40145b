import { vocabulary } from '../text/vocabulary';
import type { Operator } from '../../nodes/condition';
import { after, type Reader } from '../text/read';

const phrases: Readonly<Record<Operator, readonly string[]>> = {
  greater_than: vocabulary(`
  more than, greater than, higher than, bigger than, larger than, over, above, exceeds, exceed, exceeding, in excess
  of, beyond, >, longer than, tops, is worth more than, worth more than, costs more than, surpasses, bigger then, more
  then
`),
  greater_or_equal: vocabulary(`
  at least, no less than, not less than, greater than or equal to, more than or equal to, or more than, >=, ≥,
  minimum, reaches, a minimum of, equal to or greater than
`),
  less_than: vocabulary(`
  less than, lower than, smaller than, fewer than, under, below, beneath, <, shorter than, cheaper than, short of
`),
  less_or_equal: vocabulary(`
  at most, no more than, not more than, less than or equal to, up to, <=, ≤, a maximum of, does not exceed, equal to
  or less than
`),
  not_contains: [
    'does not contain',
    'does not include',
    'do not contain',
    'does not mention',
    'has no mention of',
  ],
  contains: vocabulary(`
  contains, contain, includes, include, mentions, mention, has the word, containing, including, has the words,
  contains the word, contains the words, includes the word, mentions the word, mentioning
`),
  starts_with: [
    'starts with',
    'begins with',
    'start with',
    'begin with',
    'starting with',
    'beginning with',
  ],
  ends_with: vocabulary(`
  ends with, ends in, end with, end in, ending with, ending in, finishes with, belongs to, is at the domain, comes
  from, is from the domain, is from domain
`),
  is_not_empty: vocabulary(`
  not empty, not blank, not missing, set, given, present, there, exists, exist, known, available, provided, filled in,
  filled, not null, found, included, specified, defined
`),
  is_empty: vocabulary(`
  empty, missing, blank, not set, not given, not present, not there, does not exist, null, not found, not known,
  unknown, not provided, absent, not available, not filled in
`),
  not_equals: vocabulary(`
  not equal to, different from, does not equal, other than, !=, anything but, differs from, does not match, not the
  same as
`),
  equals: vocabulary(`
  equal to, equals, exactly, the same as, ==, =, matches, identical to, equal
`),
};

const all = (Object.entries(phrases) as [Operator, readonly string[]][])
  .flatMap(([operator, words]) => words.map((each) => ({ operator, words: each })))
  .sort((a, b) => b.words.length - a.words.length);

/** "is over", "contains", "at least", "ends with": how two things are compared. */
export const readOperator: Reader<Operator> = (tokens, at) => {
  for (const { operator, words } of all) {
    const end = after(tokens, at, words);
    if (end !== -1) return { value: operator, end };
  }
  return null;
};

export const opposite: Readonly<Record<Operator, Operator>> = {
  equals: 'not_equals',
  not_equals: 'equals',
  greater_than: 'less_or_equal',
  less_or_equal: 'greater_than',
  less_than: 'greater_or_equal',
  greater_or_equal: 'less_than',
  contains: 'not_contains',
  not_contains: 'contains',
  starts_with: 'starts_with',
  ends_with: 'ends_with',
  is_empty: 'is_not_empty',
  is_not_empty: 'is_empty',
};

/** No operator says that a text does not begin or end so. */
export const hasOpposite = (operator: Operator) => opposite[operator] !== operator;

const numeric: ReadonlySet<Operator> = new Set<Operator>([
  'greater_than',
  'greater_or_equal',
  'less_than',
  'less_or_equal',
]);
export const isNumeric = (operator: Operator) => numeric.has(operator);
