import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toDetail, toRetryAfterSeconds, toStatusFailure } from './failures';

describe('toRetryAfterSeconds', () => {
  it.each([
    ['7', 7],
    [new Date(60_000).toUTCString(), 60],
    [new Date(0).toUTCString(), 0],
    ['99999999999', 86_400],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%s is %s', (header, seconds) => {
    expect(toRetryAfterSeconds(header, 0)).toBe(seconds);
  });

  it('is never negative, and never more than a day', () => {
    fc.assert(
      fc.property(fc.string(), (header) => {
        const seconds = toRetryAfterSeconds(header);
        return seconds === null || (seconds >= 0 && seconds <= 86_400);
      }),
    );
  });
});

describe('what is told of a refusal', () => {
  it('says who and what, and whether to try again', () => {
    const at = (status: number) =>
      toStatusFailure({ who: 'Shop', status, detail: 'no', retryAfter: '3', secrets: [] });
    expect(at(404)).toMatchObject({ message: 'Shop answered 404: no', isTemporary: false });
    expect([408, 429, 500, 503].map((status) => at(status).isTemporary)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(at(429).retryAfterSeconds).toBe(3);
  });

  it('never holds a secret, a line break or more than a few lines', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        const detail = toDetail(`${before}sk_test_secret1234${after}`, ['sk_test_secret1234']);
        return !detail.includes('secret1234') && !/[\r\n\0]/.test(detail) && detail.length <= 301;
      }),
    );
  });
});
