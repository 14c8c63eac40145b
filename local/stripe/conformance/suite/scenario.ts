import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import type { Expectations } from './expectations';
import type { Report } from './report';

interface RawAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: Record<string, unknown> };
}

interface Refusal {
  statusCode?: number;
  type?: string;
  code?: string;
  param?: string;
  decline_code?: string;
}

/** What a scenario works with. */
export interface Try {
  stripe: Stripe;
  /** Notes a fault unless the two are alike. */
  same: (what: string, actual: unknown, expected: unknown) => void;
  /** Notes a fault unless the request is refused with these details. */
  refused: (what: string, request: Promise<unknown>, details: Refusal) => Promise<void>;
  /**
   * A request as any language could send it.
   *
   * @param form fields, or a body (of a GET the query) already encoded
   */
  raw: (
    method: string,
    path: string,
    form?: Record<string, string> | string,
    headers?: Record<string, string>,
  ) => Promise<RawAnswer>;
  /** Events with these types, each about an object that is or names `id`, must come by the end. */
  announces: (id: string, ...types: string[]) => void;
  /** One of those events must name this request as its cause. */
  caused: (id: string, type: string, request: { id: string; idempotency_key: string }) => void;
  /** Nothing changes about this retrieved object any more: its newest event must show the same. */
  stands: (shown: { id: string }) => void;
  /** Says that a part cannot be tried here, and why. */
  skip: (reason: string) => void;
  /** Something that no other run has used. */
  unique: (purpose: string) => string;
}

export type Scenario = readonly [name: string, run: (attempt: Try) => Promise<void>];

interface Tools {
  base: string;
  key: string;
  fetch: typeof fetch;
  report: Report;
  expectations: Expectations;
}

let counter = 0;

export function createTry(stripe: Stripe, tools: Tools): Try {
  const { expectations, report } = tools;
  return {
    stripe,
    same: (what, actual, expected) => {
      if (isDeepStrictEqual(actual, expected)) return;
      report.fault(what, `${JSON.stringify(actual)} is not ${JSON.stringify(expected)}`);
    },
    refused: async (what, request, details) => {
      const error: unknown = await request.then(
        () => null,
        (reason: unknown) => reason,
      );
      const told = detailsOf(error);
      for (const [name, expected] of Object.entries(details)) {
        if (told[name] !== expected) {
          report.fault(what, `${name} is ${String(told[name])}, not ${expected}`);
        }
      }
    },
    raw: (method, path, form = {}, headers = {}) => send(tools, method, path, form, headers),
    announces: (id, ...types) => expectations.announced.push({ id, types }),
    caused: (id, type, request) => expectations.caused.push({ id, type, request }),
    stands: (shown) => expectations.standing.push({ ...shown }),
    skip: (reason) => report.skipped.push(reason),
    unique: (purpose) => {
      counter += 1;
      return `${purpose}_${Date.now().toString(36)}_${counter}`;
    },
  };
}

/** An error of the SDK, with Stripe's own name of its type, or nothing. */
function detailsOf(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return {};
  const details = Object.fromEntries(Object.entries(error));
  return { ...details, type: details.rawType };
}

async function send(
  { base, fetch, key }: Tools,
  method: string,
  path: string,
  form: Record<string, string> | string,
  headers: Record<string, string>,
): Promise<RawAnswer> {
  const sent = typeof form === 'string' ? form : new URLSearchParams(form).toString();
  const isPost = method === 'POST';
  const search = isPost || sent === '' ? '' : `?${sent}`;
  const response = await fetch(new URL(`${path}${search}`, base), {
    method,
    headers: {
      Authorization: `Bearer ${key}`,
      ...(isPost && { 'Content-Type': 'application/x-www-form-urlencoded' }),
      ...headers,
    },
    ...(isPost && { body: sent }),
  });
  const body = (await response.json()) as RawAnswer['body']; // Stripe answers objects only
  return { status: response.status, headers: response.headers, body };
}
