import { vocabulary } from '../text/vocabulary';
import { singular } from '../text/forms';
import { markAt, wordAt, type Reader } from '../text/read';
import type { Token } from '../text/tokens';

/** "the customer's email", "their name", "the status of the order", `trigger.body.email`. */
export interface Noun {
  /** Small words in singular, without articles: what it is. */
  head: string[];
  /** As `head`, as written. */
  raw: string[];
  /** Whose it is, outermost last. */
  owners: string[][];
  /** Stands for something said before: it, them, this, their. */
  isPronoun: boolean;
  /** "each customer", "every line". */
  isEach: boolean;
  isPlural: boolean;
  /** Taken as it is: an expression, an id, quoted words. */
  literal: Token | null;
}

const articles: ReadonlySet<string> = new Set(
  vocabulary(`
  the, a, an, our, my, your, this, that, these, those, some, any, all, same, current, new, following, actual,
  resulting, whole, entire, both
`),
);
const eachWords: ReadonlySet<string> = new Set(['each', 'every']);
const owning: ReadonlySet<string> = new Set(['their', 'his', 'her', 'its']);
const pronouns: ReadonlySet<string> = new Set(
  vocabulary(`
  it, them, they, him, he, she, her, this, that, these, those, everything, one
`),
);

/** End a noun: what stands behind says how it hangs together with others. */
const stops: ReadonlySet<string> = new Set(
  vocabulary(`
  to, for, from, in, into, inside, on, onto, at, by, with, without, within, about, as, via, using, through, and, or,
  but, if, then, which, who, whose, where, when, unless, otherwise, is, are, was, were, be, been, being, has, have,
  had, does, do, did, will, would, can, could, should, not, no, over, under, above, below, than, more, less, exceeds,
  exceed, contains, contain, includes, include, equals, equal, starts, begins, ends, mentions, saying, says,
  regarding, concerning, subject, titled, called, named, before, after, until, still, already, between, matches,
  again, off, back, out, up, later, so, because, either, only, looks, goes, comes, came, per, please, too, also,
  reaches, doesnt, became, becomes, belongs, lives, live, stays, fails, failed, succeeds, succeeded, works, worked,
  we, i, you, know, higher, lower, greater, larger, bigger, smaller, fewer, longer, shorter, equal, why, how, what, whether, exists, exist, reads, immediately, straight, instead, rather, remains
`),
);

export const isArticle = (word: string) =>
  articles.has(word) || owning.has(word) || eachWords.has(word);
export const isPronoun = (word: string) => pronouns.has(word);

/** Stand alone or before a noun. */
const pointing: ReadonlySet<string> = new Set(['this', 'that', 'these', 'those', 'her', 'one']);

/** "this order", but "this" alone and "send them a mail". */
const isDeterminer = (tokens: readonly Token[], at: number) =>
  pointing.has(wordAt(tokens, at)) &&
  startsNoun(tokens, at + 1) &&
  !isArticle(wordAt(tokens, at + 1));

const literalKinds: ReadonlySet<string> = new Set(['literal', 'quoted', 'email', 'url', 'date']);

/** Reads one noun with its owners; what its words mean is decided where the context is known. */
export const readNoun: Reader<Noun> = (tokens, at) => {
  const noun: Noun = {
    head: [],
    raw: [],
    owners: [],
    isPronoun: false,
    isEach: false,
    isPlural: false,
    literal: null,
  };
  let place = at;
  for (; place < tokens.length; place += 1) {
    const word = wordAt(tokens, place);
    const isWholePronoun = pronouns.has(word) && !isDeterminer(tokens, place);
    if (isWholePronoun) return { value: { ...noun, isPronoun: true }, end: place + 1 };
    if (eachWords.has(word)) noun.isEach = true;
    else if (owning.has(word)) noun.owners.push([]);
    else if (!articles.has(word)) break;
    if (noun.owners.length > 0) noun.isPronoun = true;
  }
  const literal = tokens[place];
  if (literal !== undefined && literalKinds.has(literal.kind)) {
    return { value: { ...noun, literal }, end: place + 1 };
  }
  const end = readWords(tokens, place, noun);
  return end === place || noun.head.length === 0 ? null : { value: noun, end };
};

/** The words of a noun, "'s" and "of" between owners; fills the noun in. */
function readWords(tokens: readonly Token[], from: number, noun: Noun): number {
  let at = from;
  for (; at < tokens.length; at += 1) {
    const word = wordAt(tokens, at);
    if (word === '' || stops.has(word)) break;
    if (word === "'s") {
      noun.owners.unshift(noun.head);
      noun.head = [];
      noun.raw = [];
      continue;
    }
    if (word === 'of' || (noun.head.length > 0 && isArticle(word))) break;
    noun.head.push(singular(word));
    noun.raw.push(tokens[at]?.text ?? word);
    noun.isPlural = singular(word) !== word || word === 'people';
  }
  if (wordAt(tokens, at) !== 'of' || noun.head.length === 0) return at;
  const owner = readNoun(tokens, at + 1);
  if (owner?.value.literal !== null) return at;
  const { head, owners, isPronoun: isStandIn, isEach } = owner.value;
  noun.owners.push(head, ...owners);
  noun.isPronoun ||= isStandIn;
  noun.isEach ||= isEach;
  return owner.end;
}

/** Whether a word of a noun stands there, and not its end. */
export function startsNoun(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (token === undefined || markAt(tokens, at) !== '') return false;
  return token.kind === 'word'
    ? !stops.has(token.norm) && token.norm !== "'s" && token.norm !== 'of'
    : literalKinds.has(token.kind);
}
