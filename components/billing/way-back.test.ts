import { describe, expect, it } from 'vitest';
import { toLinkParts, wayBackSchema } from './way-back';

describe('the page to come back to after paying', () => {
  it.each(['/workflows/1/code', '/workflows/1/code?language=typescript'])('%s is kept', (path) => {
    expect(wayBackSchema.parse(path)).toBe(path);
  });

  it.each([
    'https://evil.example/',
    '//evil.example/workflows',
    '/\\evil.example',
    'workflows',
    'javascript:alert(1)',
    ['/a', '/b'],
    `/${'a'.repeat(600)}`,
  ])('%s is as if nothing had been said', (path) => {
    expect(wayBackSchema.parse(path)).toBeUndefined();
  });

  it('is a path and a query to a link', () => {
    expect(toLinkParts('/workflows/1/code?language=typescript')).toEqual({
      pathname: '/workflows/1/code',
      query: { language: 'typescript' },
    });
  });
});
