import type { Token } from './tokens';

/** Several words that say one thing, with the verb that says it alone. */
const phrasal: readonly (readonly [string, string])[] = [
  ['get in touch with', 'contact'],
  ['get back to', 'contact'],
  ['reach out to', 'contact'],
  ['drop a line to', 'email'],
  ['drop a note to', 'email'],
  ['shoot a mail to', 'email'],
  ['write to', 'email'],
  ['write an email to', 'email'],
  ['send word to', 'notify'],
  ['put together', 'write'],
  ['come up with', 'write'],
  ['cc', 'email'],
  ['for life', 'forever'],
];

const sequences = phrasal
  .map(([words, verb]) => ({ words: words.split(' '), verb }))
  .sort((a, b) => b.words.length - a.words.length);

/** Joins words that say one thing together; the token keeps all of their text. */
export function joinPhrasal(tokens: readonly Token[], words: string): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const [opening, inside, closing] = tokens.slice(at, at + 3);
    // "the finance team (finance@example.com)": the address is where they are.
    if (opening?.norm === '(' && inside?.kind === 'email' && closing?.norm === ')') {
      joined.push({ ...opening, kind: 'word', norm: 'at' }, inside);
      at += 2;
      continue;
    }
    const found = sequences.find((each) =>
      each.words.every((word, place) => tokens[at + place]?.norm === word),
    );
    const [first, last] = [tokens[at], tokens[at + (found?.words.length ?? 1) - 1]];
    if (first === undefined || last === undefined) continue;
    joined.push(
      found === undefined
        ? first
        : { ...first, norm: found.verb, text: words.slice(first.start, last.end), end: last.end },
    );
    at += (found?.words.length ?? 1) - 1;
  }
  return joined;
}
