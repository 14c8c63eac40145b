import type { Token } from './tokens';

/** What a reader found, and the place behind it. */
export interface Read<Value> {
  value: Value;
  end: number;
}

/** Reads one kind of phrase that begins at a place, or null: it is something else. */
export type Reader<Value> = (tokens: readonly Token[], at: number) => Read<Value> | null;

/** The word at a place as it is compared; empty for anything but a word and at the end. */
export function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.norm : '';
}

/** The sign at a place, or an empty text. */
export function markAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'mark' ? token.norm : '';
}

/** The place behind the words, or -1: something else stands there. */
export function after(tokens: readonly Token[], at: number, words: string): number {
  const norm = tokens[at]?.norm;
  // Most words are told apart by their beginning, without cutting them.
  if (norm === undefined || !words.startsWith(norm)) return -1;
  return afterWords(tokens, at, words.split(' '));
}

function afterWords(tokens: readonly Token[], at: number, words: readonly string[]): number {
  const isThere = words.every((word, index) => tokens[at + index]?.norm === word);
  return isThere ? at + words.length : -1;
}

/** Phrases by their first word; kept for lists that live as long as the module. */
const indexes = new WeakMap<readonly string[], Map<string, string[][]>>();
const LONG_LIST = 12;

function indexOf(phrases: readonly string[]): Map<string, string[][]> {
  const known = indexes.get(phrases);
  if (known !== undefined) return known;
  const index = new Map<string, string[][]>();
  for (const words of phrases.map((phrase) => phrase.split(' '))) {
    const [first = ''] = words;
    index.set(first, [...(index.get(first) ?? []), words]);
  }
  indexes.set(phrases, index);
  return index;
}

/** The place behind the first of several phrases that stands there (longer ones first), or -1. */
export function afterAny(tokens: readonly Token[], at: number, phrases: readonly string[]): number {
  const isLong = phrases.length >= LONG_LIST;
  const candidates = isLong ? (indexOf(phrases).get(tokens[at]?.norm ?? '') ?? []) : phrases;
  for (const phrase of candidates) {
    const end =
      typeof phrase === 'string' ? after(tokens, at, phrase) : afterWords(tokens, at, phrase);
    if (end !== -1) return end;
  }
  return -1;
}

/** The place behind words that may be left out. */
export function skip(tokens: readonly Token[], at: number, words: readonly string[]): number {
  let end = at;
  while (end < tokens.length && words.includes(tokens[end]?.norm ?? '')) end += 1;
  return end;
}

/** A word of a table, without looking into what every object inherits. */
export function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string): Value | null {
  return Object.hasOwn(table, word) ? (table[word] ?? null) : null;
}
