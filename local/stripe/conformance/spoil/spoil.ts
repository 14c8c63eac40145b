import { createHmac } from 'node:crypto';
import type { Hook, Passing, Spoiler } from './proxy';

export type Json = Record<string, unknown>;

/** A spoiler, the scenarios it is tried in, and what the suite must say of it. */
export interface Spoilt extends Spoiler {
  /** Stands in the names of the scenarios. */
  only: string;
  /** Stands in the fault. */
  says: string;
}

export function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a type in an answer: itself, or those of a list. */
export function each(type: string, { body }: Passing): Json[] {
  const candidates = body.object === 'list' && Array.isArray(body.data) ? body.data : [body];
  return candidates.filter(isJson).filter(({ object }) => object === type);
}

export const answer = (spoil: (passing: Passing) => void): Spoiler => ({ answer: spoil });

export const inEach = (type: string, spoil: (shown: Json) => void): Spoiler =>
  answer((passing) => {
    for (const shown of each(type, passing)) spoil(shown);
  });

export const inList = (spoil: (list: Json, data: unknown[]) => void): Spoiler =>
  answer(({ body }) => {
    if (body.object === 'list' && Array.isArray(body.data)) spoil(body, body.data);
  });

export const inError = (spoil: (error: Json, passing: Passing) => void): Spoiler =>
  answer((passing) => {
    if (isJson(passing.body.error)) spoil(passing.body.error, passing);
  });

/** Spoils the events that are listed: their type, object and what was. */
export const inEvents = (spoil: (data: Json, event: Json) => void): Spoiler =>
  inEach('event', (event) => {
    if (isJson(event.data)) spoil(event.data, event);
  });

export const inForm = (spoil: (form: URLSearchParams, path: string) => void): Spoiler => ({
  request: ({ form, path }) => {
    spoil(form, path);
  },
});

/** A delivery with a right signature of its own, of now or of some seconds ago. */
export function signed(hook: Hook, body: string, ago = 0): Hook {
  const at = Math.floor(Date.now() / 1000) - ago;
  const signature = createHmac('sha256', hook.secret).update(`${at}.${body}`).digest('hex');
  return { ...hook, body, headers: withSignature(hook, `t=${at},v1=${signature}`) };
}

function withSignature({ headers }: Hook, signature: string): Record<string, string> {
  return { ...headers, 'stripe-signature': signature };
}
