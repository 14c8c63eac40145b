import { vocabulary } from '../text/vocabulary';
import { readMoney, readPercent, type Money } from '../phrases/money';
import { isArticle, isPronoun, readNoun, startsNoun, type Noun } from '../phrases/noun';
import { singular } from '../text/forms';
import { wordAt, type Read, type Reader } from '../text/read';
import type { Token, TokenKind } from '../text/tokens';

/** Words behind a preposition, or those behind the verb without one. */
export interface Chunk {
  /** Empty for the first. */
  preposition: string;
  /** Where the preposition stands. */
  at: number;
  from: number;
  to: number;
}

/** What somebody wants done: a verb and what belongs to it. */
export interface Clause {
  tokens: readonly Token[];
  /** Its base form; empty when there is none. */
  verb: string;
  /** The place behind the verb. */
  verbEnd: number;
  chunks: readonly Chunk[];
  /** Places that somebody has understood; what is left is told. */
  used: Set<number>;
}

const prepositions: ReadonlySet<string> = new Set(
  vocabulary(`
  to, for, from, in, into, inside, on, onto, at, with, about, regarding, concerning, saying, that, as, by, via, using,
  through, under, where, whose, containing, including, titled, called, named, telling, asking, because, so, offering,
  off, linking, reminding, explaining, subject, against, within, than, reading, which, worth, thanking, informing,
  confirming, apologizing, inviting, listing, without
`),
);

/** Between the verb and its end, cut at every preposition. */
export function toClause(tokens: readonly Token[], verb: string, verbEnd: number): Clause {
  const chunks: Chunk[] = [{ preposition: '', at: verbEnd, from: verbEnd, to: tokens.length }];
  for (let at = verbEnd; at < tokens.length; at += 1) {
    const word = wordAt(tokens, at);
    // "an invoice of $15" names an amount; any other "of" belongs to its noun.
    const isOf =
      word === 'of' && (readMoney(tokens, at + 1) !== null || readPercent(tokens, at + 1) !== null);
    if (!prepositions.has(word) && !isOf) continue;
    // "email that to the team".
    const isAlone = at + 1 >= tokens.length || prepositions.has(wordAt(tokens, at + 1));
    if (word === 'that' && isAlone) continue;
    if (word === 'that' && startsNoun(tokens, at + 1) && isObject(tokens, at)) continue;
    const last = chunks.at(-1);
    if (last !== undefined) last.to = at;
    chunks.push({ preposition: word, at, from: at + 1, to: tokens.length });
  }
  return {
    tokens,
    verb,
    verbEnd,
    chunks,
    used: new Set(Array.from({ length: verbEnd }, (_, at) => at)),
  };
}

/** "that invoice" points at something; "that it failed" tells something. */
function isObject(tokens: readonly Token[], at: number): boolean {
  const isPredicate = (token: Token) =>
    ['is', 'are', 'was', 'were', 'has', 'have', 'failed', 'will'].includes(token.norm);
  return (
    !tokens.slice(at + 1, at + 5).some(isPredicate) &&
    !isArticle(wordAt(tokens, at + 1)) &&
    !isPronoun(wordAt(tokens, at + 1))
  );
}

export function take(clause: Clause, from: number, to: number): void {
  for (let at = from; at < to; at += 1) clause.used.add(at);
}

export const takeAll = (clause: Clause) => {
  take(clause, 0, clause.tokens.length);
};

/** The first chunk with one of these prepositions. */
export function chunkOf(clause: Clause, ...names: string[]): Chunk | null {
  return clause.chunks.find(({ preposition }) => names.includes(preposition)) ?? null;
}

/** Whether one of the words is there, in singular or plural. */
export function mentions(clause: Clause, words: readonly string[]): boolean {
  return clause.tokens.some(
    (token) =>
      token.kind === 'word' && (words.includes(token.norm) || words.includes(singular(token.norm))),
  );
}

/** Takes every place where one of the words stands. */
export function takeWords(clause: Clause, words: readonly string[]): void {
  for (const [at, token] of clause.tokens.entries()) {
    if (
      token.kind === 'word' &&
      (words.includes(token.norm) || words.includes(singular(token.norm)))
    )
      clause.used.add(at);
  }
}

/** The first token of a kind, which is taken. */
export function takeToken(clause: Clause, kind: TokenKind, pattern = /^/): Token | null {
  const at = clause.tokens.findIndex(
    (token, place) => token.kind === kind && pattern.test(token.text) && !clause.used.has(place),
  );
  const token = clause.tokens[at];
  if (token === undefined) return null;
  clause.used.add(at);
  return token;
}

/** The first phrase of a kind that nobody has taken, wherever it stands; it is taken. */
export function takePhrase<Value>(
  clause: Clause,
  reader: Reader<Value>,
  from = clause.verbEnd,
): Value | null {
  for (let at = from; at < clause.tokens.length; at += 1) {
    if (clause.used.has(at)) continue;
    const found = reader(clause.tokens, at);
    if (found === null) continue;
    take(clause, at, found.end);
    return found.value;
  }
  return null;
}

export const takeMoney = (clause: Clause): Money | null => takePhrase(clause, readMoney);

/** Every noun of a chunk with its place: "the customer | a new link", "the name | email". */
export function nounsIn(clause: Clause, chunk: Chunk | null): (Read<Noun> & { from: number })[] {
  if (chunk === null) return [];
  const nouns: (Read<Noun> & { from: number })[] = [];
  const within = clause.tokens.slice(0, chunk.to);
  let at = chunk.from;
  while (at < chunk.to) {
    const found = clause.used.has(at) ? null : readNoun(within, at);
    if (found !== null) nouns.push({ ...found, from: at });
    at = found === null ? at + 1 : found.end;
  }
  return nouns;
}

/** What a chunk says, as it was written. */
export function textOf(tokens: readonly Token[], from: number, to: number, words: string): string {
  const [first, last] = [tokens[from], tokens[to - 1]];
  return first === undefined || last === undefined || to <= from
    ? ''
    : words.slice(first.start, last.end);
}
