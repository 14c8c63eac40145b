import { verbForms } from '../steps/recognisers';
import { isArticle, isPronoun } from '../phrases/noun';
import { vocabulary } from '../text/vocabulary';
import { markAt, wordAt } from '../text/read';
import type { Token } from '../text/tokens';
import { isSentenceEnd, isSeparator } from './markers';

/** Stand before an article behind a comma, and order nothing. */
const noOrders: ReadonlySet<string> = new Set(
  vocabulary(`
  with, about, for, from, to, in, into, on, at, of, by, as, than, like, plus, minus, over, under, above, below, after,
  before, until, since, during, per, via, using, including, excluding, containing, regarding, concerning, saying,
  subject, body, text, title, titled, called, named, message, content, header, headers, quantity, price, mode, reason,
  all, both, not, no, only, also, even, just, so, but, and, or, nor, if, when, while, whenever, once, unless, where, who,
  whose, which, that, because, then, else, otherwise, is, are, was, were, has, have, had, be, been, will, would, can,
  could, should, must, shall, may, might, let, each, every, either, neither, some, any, half, except, without, within,
  through, between, against, upon, onto, off, out, up, down, status, key, whatever, what, how, why, please, this, these,
  that, those, their, our, my, your, his, her, its, one, both, same, such, kind, yes, say, says, here, there, under
`),
);

/** ", feed the cat", ", burn it on a CD": an order in a list that no step is known for, told by itself. */
export function isStrange(tokens: readonly Token[], at: number): boolean {
  if (markAt(tokens, at) !== ',') return false;
  const place = wordAt(tokens, at + 1) === 'and' ? at + 2 : at + 1;
  const [word, next] = [wordAt(tokens, place), wordAt(tokens, place + 1)];
  const isOrder =
    word.length > 2 &&
    !word.endsWith('ing') &&
    !word.endsWith('s') &&
    !noOrders.has(word) &&
    !verbForms.has(word);
  const isObject = (isArticle(next) || isPronoun(next)) && next !== 'that' && next !== 'one';
  if (!isOrder || !isObject || isSentenceEnd(tokens, place) || isArticle(word) || isPronoun(word))
    return false;
  // Names and nouns are followed by what is said of them.
  return !isSeparator(tokens, place + 2) || isPronoun(next);
}
