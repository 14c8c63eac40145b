import type { PostgresType } from 'postgres';

/**
 * How values cross between the driver and JSON, the way PostgREST does it: PostgreSQL itself writes its JSON
 * there, with ISO 8601 timestamps and plain numbers.
 */
export const wireTypes: Record<string, PostgresType> = {
  json: { to: 114, from: [114], serialize: toJsonText, parse: parseJson },
  jsonb: { to: 3802, from: [3802], serialize: toJsonText, parse: parseJson },
  numeric: { to: 1700, from: [1700], serialize: String, parse: parseNumeric },
  timestamp: { to: 1114, from: [1114], serialize: String, parse: toIsoTimestamp },
  timestamptz: { to: 1184, from: [1184], serialize: String, parse: toIsoTimestamp },
};

/** `2026-11-20 12:58:45.5+00` becomes `2026-11-20T12:58:45.5+00:00`; `infinity` stays. */
function toIsoTimestamp(text: string): string {
  return text.replace(' ', 'T').replace(/([+-]\d\d)$/, '$1:00');
}

/** Text is JSON already (see `writeJsonText`); quoting it again would store a string. */
function toJsonText(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parseJson(text: string): unknown {
  return JSON.parse(text);
}

/** JSON has no NaN and no Infinity; PostgreSQL writes them as strings. */
function parseNumeric(text: string): number | string {
  const number = Number(text);
  return Number.isFinite(number) ? number : text;
}
