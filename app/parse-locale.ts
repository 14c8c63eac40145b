const fallback = 'en';

/**
 * The first language of an Accept-Language header that dates and amounts can be written in.
 * The words of the pages are English whatever it says.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#field.accept-language
 */
export function parseLocale(header: string | null): string {
  const ranked = (header ?? '')
    .split(',')
    .flatMap((part) => {
      const [tag = '', ...parameters] = part.trim().split(';');
      const q = parameters.find((parameter) => parameter.trim().startsWith('q='));
      const weight = q === undefined ? 1 : Number(q.trim().slice(2));
      return weight > 0 && isLocale(tag) ? [{ tag, weight }] : [];
    })
    .sort((a, b) => b.weight - a.weight);
  return ranked[0]?.tag ?? fallback;
}

function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    // Not a language tag at all, such as "*".
    return false;
  }
}
