import { verbForms } from '../steps/recognisers';
import { afterAny, skip, wordAt, type Read } from '../text/read';
import type { Token } from '../text/tokens';
import { vocabulary } from '../text/vocabulary';

const denials = vocabulary(`
  do not bother to, do not bother, do not ever, do not, never, there is no need to, no need to, avoid
`);

/** "do not email", "don't bother emailing": the place of the verb that is denied, or -1. */
export function readDenial(tokens: readonly Token[], at: number): number {
  const end = afterAny(tokens, at, denials);
  return end !== -1 && verbForms.has(wordAt(tokens, end)) ? end : -1;
}

const wishes = vocabulary(`has to, needs to, is to, ought to, to, shall, should, must, will, can`);

/** "AI writes a reply", "AI shall write one": the verb that a model does, and its place. */
export function readModel(tokens: readonly Token[], at: number): Read<string> | null {
  const place = skip(tokens, at, ['the', 'an', 'our']);
  // "ask AI to ..." hands it over already.
  if (at > 0 && verbForms.has(wordAt(tokens, at - 1)) && wordAt(tokens, at - 1) !== 'want')
    return null;
  if (!['ai', 'model', 'assistant'].includes(wordAt(tokens, place))) return null;
  const wished = afterAny(tokens, place + 1, wishes);
  const isTo = wished !== -1;
  const verbAt = isTo ? wished : place + 1;
  const known = verbForms.get(wordAt(tokens, verbAt));
  return known?.form === (isTo ? 'base' : 'third') ? { value: known.verb, end: verbAt } : null;
}
