import { invalid } from './errors';

/** How a field may be searched: `string` also by a part of it, `numeric` also by comparison. */
type SearchField = 'metadata' | 'numeric' | 'string' | 'token';

/** The searchable fields of a resource, by their path (`payment_method_details.card.last4`). */
export type SearchFields = Readonly<Record<string, SearchField>>;

type Operator = ':' | '~' | '>' | '<' | '>=' | '<=' | '=';

interface Clause {
  isNegated: boolean;
  field: string;
  /** Of `metadata["key"]`. */
  key: string | null;
  operator: Operator;
  /** Null asks for what has no value. */
  value: string | null;
}

/** Stripe takes at most ten clauses and compares parts of at least three characters. */
const CLAUSES_MAX = 10;
const PART_MIN = 3;

const CLAUSE =
  /(?<negated>-?)(?<field>[a-z][\w.]*)(?:\[(?<key>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\])?\s*(?<operator>:|~|>=|<=|>|<|=)\s*(?<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"']+)/iy;
const JOIN = /\s+(?:(?<word>and|or)\s+)?/iy;

/**
 * Reads a query in Stripe's search language (https://docs.stripe.com/search#search-query-language).
 *
 * @param resource what is searched, as in the path (`prices`)
 * @returns whether an object is meant
 * @throws StripeApiError 400 naming `query`
 */
export function parseSearch(
  query: string,
  fields: SearchFields,
  resource: string,
): (record: object) => boolean {
  const { clauses, isAny } = readClauses(query.trim());
  for (const clause of clauses) check(clause, fields, resource);
  const tests = clauses.map((clause) => testOf(clause, fields[clause.field] ?? 'token'));
  return (record) =>
    isAny ? tests.some((test) => test(record)) : tests.every((test) => test(record));
}

function readClauses(query: string): { clauses: Clause[]; isAny: boolean } {
  const clauses: Clause[] = [];
  const words = new Set<string>();
  let at = 0;
  for (;;) {
    const clause = matchAt(CLAUSE, query, at);
    if (!clause) throw unreadable();
    clauses.push(toClause(clause.groups ?? {}));
    at += clause[0].length;
    if (at === query.length) break;
    const join = matchAt(JOIN, query, at);
    if (!join) throw unreadable();
    words.add(join.groups?.word?.toLowerCase() ?? 'and');
    at += join[0].length;
  }
  if (words.size > 1) {
    throw invalid('You cannot combine `AND` and `OR` in the same search query.', 'query');
  }
  if (clauses.length > CLAUSES_MAX) {
    throw invalid(`A search query may have at most ${CLAUSES_MAX} clauses.`, 'query');
  }
  return { clauses, isAny: words.has('or') };
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(text);
}

function toClause(groups: Record<string, string | undefined>): Clause {
  const { negated, field = '', key, operator = ':', value = '' } = groups;
  return {
    isNegated: negated === '-',
    field,
    key: key === undefined ? null : unquote(key),
    operator: operator as Operator, // one of the alternatives of the pattern
    value: value.toLowerCase() === 'null' ? null : unquote(value),
  };
}

function unquote(text: string): string {
  return /^["']/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : text;
}

function unreadable(): Error {
  return invalid(
    'We were unable to parse your search query. Try using the format `metadata["key"]:"value"` ' +
      'to query for metadata or key:"value" to query for other fields.',
    'query',
  );
}

function check(
  { field, key, operator, value }: Clause,
  fields: SearchFields,
  resource: string,
): void {
  const type = Object.hasOwn(fields, field) ? fields[field] : undefined;
  if (type === undefined) {
    throw invalid(
      `Field \`${field}\` is an unsupported search field for resource \`${resource}\`. See ` +
        `http://stripe.com/docs/search#query-fields-for-${resource.replaceAll('_', '-')} for a ` +
        'list of supported fields.',
      'query',
    );
  }
  if ((type === 'metadata') !== (key !== null)) throw unreadable();
  if (operator === ':') return;
  if (operator === '~' ? type !== 'string' : type !== 'numeric') {
    throw invalid(`Field \`${field}\` does not support the operator \`${operator}\`.`, 'query');
  }
  if (operator === '~' && (value ?? '').length < PART_MIN) {
    throw invalid(`The substring match operator needs at least ${PART_MIN} characters.`, 'query');
  }
  if (operator !== '~' && (value === null || !Number.isFinite(Number(value)))) {
    throw invalid(`Field \`${field}\` can only be compared with a number.`, 'query');
  }
}

function testOf(clause: Clause, type: SearchField): (record: object) => boolean {
  const { isNegated, operator, value } = clause;
  const path = clause.key === null ? clause.field.split('.') : ['metadata', clause.key];
  return (record) => {
    const found = valueAt(record, path);
    return matches(found, operator, value, type) !== isNegated;
  };
}

function valueAt(record: object, path: readonly string[]): string | null {
  let at: unknown = record;
  for (const name of path) {
    at = isMap(at) && Object.hasOwn(at, name) ? at[name] : null;
  }
  return typeof at === 'string' || typeof at === 'number' || typeof at === 'boolean'
    ? String(at)
    : null;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function matches(
  found: string | null,
  operator: Operator,
  value: string | null,
  type: SearchField,
): boolean {
  if (found === null || value === null) return found === value;
  if (operator === '~') return found.toLowerCase().includes(value.toLowerCase());
  if (type !== 'numeric') return found.toLowerCase() === value.toLowerCase();
  return compare(Number(found), operator, Number(value));
}

function compare(found: number, operator: Operator, value: number): boolean {
  switch (operator) {
    case '>':
      return found > value;
    case '<':
      return found < value;
    case '>=':
      return found >= value;
    case '<=':
      return found <= value;
    default:
      return found === value;
  }
}
