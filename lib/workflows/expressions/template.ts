/** A piece of a template: words as they are, or an expression to compute. */
export type TemplatePart = { kind: 'text'; text: string } | { kind: 'expression'; source: string };

const PLACEHOLDER = /\{\{(.*?)\}\}/gs;

/** Cuts words with `{{ expressions }}` into parts, in order; empty words have none. */
export function parseTemplate(words: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  let from = 0;
  for (const match of words.matchAll(PLACEHOLDER)) {
    if (match.index > from) parts.push({ kind: 'text', text: words.slice(from, match.index) });
    parts.push({ kind: 'expression', source: (match[1] ?? '').trim() });
    from = match.index + match[0].length;
  }
  if (from < words.length) parts.push({ kind: 'text', text: words.slice(from) });
  return parts;
}

/**
 * The expression when the words are one and nothing else. Its value keeps its type then; between
 * other words it becomes text.
 */
export function soleExpression(words: string): string | null {
  const [part, ...rest] = parseTemplate(words.trim());
  return part?.kind === 'expression' && rest.length === 0 ? part.source : null;
}

/** A value as it stands between words: text as it is, nothing as empty, the rest as JSON. */
export function toText(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
