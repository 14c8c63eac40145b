import { isDeepStrictEqual } from 'node:util';
import type Stripe from 'stripe';
import type { Report } from './report';

interface RawAnswer {
  status: number;
  headers: Headers;
  body: Record<string, unknown> & { error?: Record<string, unknown> };
}

/** What a scenario works with. */
export interface Try {
  stripe: Stripe;
  /** Notes a fault unless the two are alike. */
  same: (what: string, actual: unknown, expected: unknown) => void;
  /** Notes a fault unless the request is refused with these details. */
  refused: (
    what: string,
    request: Promise<unknown>,
    details: { statusCode?: number; code?: string; param?: string; decline_code?: string },
  ) => Promise<void>;
  /** A request as any language could send it. */
  raw: (
    method: string,
    path: string,
    form?: Record<string, string>,
    headers?: Record<string, string>,
  ) => Promise<RawAnswer>;
  /** Something that no other run has used. */
  unique: (purpose: string) => string;
}

export type Scenario = readonly [name: string, run: (attempt: Try) => Promise<void>];

let counter = 0;

export function createTry(
  stripe: Stripe,
  { base, key }: { base: string; key: string },
  report: Report,
): Try {
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
      const told = (error ?? {}) as Record<string, unknown>; // an error of the SDK, or nothing
      for (const [name, expected] of Object.entries(details)) {
        if (told[name] !== expected) {
          report.fault(what, `${name} is ${String(told[name])}, not ${expected}`);
        }
      }
    },
    raw: async (method, path, form = {}, headers = {}) => {
      const sent = new URLSearchParams(form).toString();
      const response = await fetch(new URL(method === 'POST' ? path : `${path}?${sent}`, base), {
        method,
        headers: {
          Authorization: `Bearer ${key}`,
          ...(method === 'POST' && { 'Content-Type': 'application/x-www-form-urlencoded' }),
          ...headers,
        },
        ...(method === 'POST' && { body: sent }),
      });
      const body = (await response.json()) as RawAnswer['body'];
      return { status: response.status, headers: response.headers, body };
    },
    unique: (purpose) => {
      counter += 1;
      return `${purpose}_${Date.now().toString(36)}_${counter}`;
    },
  };
}
