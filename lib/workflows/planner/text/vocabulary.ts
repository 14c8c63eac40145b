const known = new Map<string, readonly string[]>();

/** A list of words or phrases, written with commas between them; each text is cut once. */
export function vocabulary(text: string): readonly string[] {
  const found = known.get(text);
  if (found !== undefined) return found;
  const list = text
    .split(',')
    .map((each) => each.trim().replace(/\s+/g, ' '))
    .filter((each) => each !== '');
  known.set(text, list);
  return list;
}
