export interface TextPart {
  text: string;
  /** Index of the node whose words these are; null between them. */
  node: number | null;
}

/**
 * Cuts a description where a node's words stand in it. Phrases are looked for in order, each after
 * the one before; a phrase that is not there (the description was edited since) is skipped.
 */
export function splitPhrases(text: string, phrases: readonly (string | null)[]): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const [node, phrase] of phrases.entries()) {
    const at = phrase === null ? -1 : text.indexOf(phrase, from);
    if (phrase === null || at < 0) continue;
    if (at > from) parts.push({ text: text.slice(from, at), node: null });
    parts.push({ text: phrase, node });
    from = at + phrase.length;
  }
  if (from < text.length) parts.push({ text: text.slice(from), node: null });
  return parts;
}
