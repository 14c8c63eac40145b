const REDACTED = '[redacted]';
const TEXT_CHARS_MAX = 500;
const ENTRIES_MAX = 50;
const DEPTH_MAX = 5;
const PAYLOAD_DEPTH_MAX = 20;

const secretName = /secret|token|password|authorization|cookie|api_?key|^key$|card|cvc|iban/i;
/** Keys of ours and of Stripe, bearer tokens, JSON web tokens and card numbers, wherever in a text they stand. */
const secretText =
  /(cue_admin_|sb_secret_|whsec_|[srp]k_(test|live)_)[\w-]+|bearer\s+\S+|\beyJ[\w-]+\.[\w-]+\.[\w-]*|\b(?:\d[ -]?){13,19}\b/gi;

function redactText(text: string): string {
  const clean = text.replaceAll(secretText, REDACTED);
  return clean.length > TEXT_CHARS_MAX ? `${clean.slice(0, TEXT_CHARS_MAX)}…` : clean;
}

function redactValue(value: unknown, levels: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (levels <= 0) return '[deep]';
  if (Array.isArray(value)) {
    return value.slice(0, ENTRIES_MAX).map((each) => redactValue(each, levels - 1));
  }
  return redactRecord(value, levels);
}

function redactRecord(record: object, levels: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record)
      .slice(0, ENTRIES_MAX)
      .map(([name, value]) => [
        redactText(name),
        secretName.test(name) ? REDACTED : redactValue(value, levels - 1),
      ]),
  );
}

/**
 * What Stripe sent, as an operator may read it: the same, of objects that lie deeper.
 */
export function redactPayload(payload: unknown): unknown {
  return redactValue(payload, PAYLOAD_DEPTH_MAX);
}

/**
 * An input as the audit may keep it: secrets replaced by their name or their form, long texts and
 * lists cut. What is no object is kept as nothing.
 */
export function redact(input: unknown): Record<string, unknown> {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return {};
  return redactRecord(input, DEPTH_MAX);
}
