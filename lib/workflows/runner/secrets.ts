const REDACTED = '[redacted]';

/** Shorter ones would be found in words that have nothing to do with them. */
const SECRET_CHARS_MIN = 6;
/** What is cut off may show as much of a secret as nobody can use. */
const CUT_CHARS_MIN = 12;

/** The ways in which a value is written into an address, a JSON text or a header. */
const spellingsOf = (value: string) => [
  value,
  encodeURIComponent(value),
  JSON.stringify(value).slice(1, -1),
  Buffer.from(value).toString('base64'),
];

/**
 * Values that are known to be secret. Looking for them takes as long for thousands as for one: a loop over people may
 * find a token for each.
 */
export class Secrets {
  readonly #byStart = new Map<string, Set<string>>();

  constructor(values: Iterable<string> = []) {
    for (const value of values) this.add(value);
  }

  add(value: string): void {
    // Half of a pair of surrogates can neither be written as an address nor kept.
    if (value.length < SECRET_CHARS_MIN || /\p{Surrogate}/u.test(value)) return;
    for (const spelling of spellingsOf(value)) {
      const start = spelling.slice(0, SECRET_CHARS_MIN);
      this.#byStart.set(start, (this.#byStart.get(start) ?? new Set()).add(spelling));
    }
  }

  /** Text without them, also where the text ends in the middle of one. */
  hide(text: string): string {
    if (this.#byStart.size === 0) return text;
    const parts: string[] = [];
    let from = 0;
    for (let at = 0; at + SECRET_CHARS_MIN <= text.length; at += 1) {
      const end = this.#endAt(text, at);
      if (end === at) continue;
      parts.push(text.slice(from, at), REDACTED);
      from = end;
      at = end - 1;
    }
    return from === 0 ? text : [...parts, text.slice(from)].join('');
  }

  /** Where the longest secret that stands at a place ends; the place itself when there is none. */
  #endAt(text: string, at: number): number {
    const candidates = this.#byStart.get(text.slice(at, at + SECRET_CHARS_MIN)) ?? [];
    let end = at;
    for (const secret of candidates) {
      if (text.startsWith(secret, at)) end = Math.max(end, at + secret.length);
      else end = Math.max(end, cutEnd(text, at, secret));
    }
    return end;
  }
}

/** Where a text that was shortened ends in a secret; the place itself when it does not. */
function cutEnd(text: string, at: number, secret: string): number {
  const end = text.endsWith('…') ? text.length - 1 : text.length;
  const length = end - at;
  const isCut =
    length >= CUT_CHARS_MIN &&
    length < secret.length &&
    text.startsWith(secret.slice(0, length), at);
  return isCut ? end : at;
}
