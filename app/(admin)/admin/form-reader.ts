import { parseAmount } from '@/components/admin/amount';
import { AppError, type FieldError } from '@/lib/errors/app-error';
import { formText } from '@/app/form-text';
import { typedIn } from './typed-in';

/** Stripe takes no more, whatever the currency. */
const AMOUNT_MINOR_MAX = 99_999_999;

/** Reads what was typed, piece by piece; `check` refuses all that was wrong at once. */
export interface FormReader {
  /** Trimmed; undefined when nothing was typed. */
  text: (name: string) => string | undefined;
  /** Those of several that were typed: an empty field is not sent to the command. */
  texts: (names: readonly string[]) => Record<string, string>;
  required: (name: string, message: string) => string;
  /** Three letters in either case. */
  currency: (name: string) => string | undefined;
  /** An amount in major units, in minor ones; exact. */
  amount: (name: string, currency: string | undefined) => number | undefined;
  whole: (name: string) => number | undefined;
  percent: (name: string) => number | undefined;
  /** The last second of a day, in UTC, as ISO 8601. */
  dayEnd: (name: string) => string | undefined;
  /** Lines of `key: value`; without a value the key is to be taken away. */
  metadata: (name: string) => Record<string, string> | undefined;
  /** Refuses a field for a reason of the form's own. */
  refuse: (name: string, message: string) => void;
  /** @throws AppError `invalid_fields` naming every field that could not be read */
  check: () => void;
}

/** The entries, or null where a line is none that Stripe would take. */
function parseMetadata(text: string): Record<string, string> | null {
  const entries: [string, string][] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    if (line === '') continue;
    const [, key = '', value = ''] = /^([^:[\]]{1,40}):(.{0,501})$/.exec(line) ?? [];
    if (key.trim() === '' || value.trim().length > 500) return null;
    entries.push([key.trim(), value.trim()]);
  }
  return entries.length > 50 ? null : Object.fromEntries(entries);
}

function parseDayEnd(text: string): string | null {
  const instant = `${text}T23:59:59Z`;
  const time = Date.parse(instant);
  // A day that the month does not have is moved into the next one: then it is not the same day.
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time);
  return isDay && new Date(time).toISOString().startsWith(text) ? instant : null;
}

/** Reads a form of the catalog. The fields bear the names of the command's, so its refusals fit them too. */
export function createFormReader(data: FormData): FormReader {
  const problems: FieldError[] = [];
  const refuse = (path: string, message: string) => void problems.push({ path, message });
  const text = (name: string) => formText(data, name).trim() || undefined;
  const read = <T>(name: string, parse: (typed: string) => T | null, message: string) => {
    const typed = text(name);
    const value = typed === undefined ? undefined : parse(typed);
    if (value === null) refuse(name, message);
    return value ?? undefined;
  };
  return {
    text,
    texts: (names) => typedIn(data, names),
    refuse,
    required: (name, message) => {
      const typed = text(name);
      if (typed === undefined) refuse(name, message);
      return typed ?? '';
    },
    currency: (name) =>
      read(
        name,
        (typed) => (/^[a-z]{3}$/i.test(typed) ? typed.toLowerCase() : null),
        'Write three letters such as usd',
      ),
    amount: (name, currency = 'usd') => {
      const parse = (typed: string) => {
        const amount = parseAmount(typed, currency);
        return amount === null || amount > AMOUNT_MINOR_MAX ? null : amount;
      };
      return read(name, parse, `Write an amount such as 12.50, as far as ${currency} divides`);
    },
    whole: (name) =>
      read(
        name,
        (typed) => (/^\d{1,9}$/.test(typed) ? Number(typed) : null),
        'Write a whole number',
      ),
    percent: (name) =>
      read(
        name,
        (typed) =>
          /^\d{1,3}(?:[.,]\d{1,2})?$/.test(typed) ? Number(typed.replace(',', '.')) : null,
        'Write a number up to 100, such as 12.5',
      ),
    dayEnd: (name) => read(name, parseDayEnd, 'Choose a day'),
    metadata: (name) =>
      read(
        name,
        parseMetadata,
        'Write key: value on each line; 40 letters for a key, 500 for a value, 50 lines',
      ),
    check: () => {
      if (problems.length === 0) return;
      const detail = `Check ${problems.map(({ path }) => path).join(', ')}.`;
      throw new AppError('invalid_fields', { detail, fields: problems });
    },
  };
}
