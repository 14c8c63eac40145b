import { expect, test } from 'vitest';
import { portsFromEnv } from './ports';

test('without an offset the ports are the documented ones', () => {
  expect(portsFromEnv({})).toEqual({
    app: 3000,
    supabase: 54321,
    postgres: 54322,
    stripe: 54330,
    google: 54331,
    github: 54332,
    sendgrid: 54333,
    dynamodb: 54334,
    webhooks: 54335,
    openai: 54336,
  });
});

test('an offset moves every port by the same amount', () => {
  const ports = portsFromEnv({ CUE_PORT_OFFSET: '100' });
  expect(ports.app).toBe(3100);
  expect(ports.github).toBe(54432);
});

test.each(['-1', '1.5', 'abc', '20000'])('an offset of %s is refused in words', (offset) => {
  expect(() => portsFromEnv({ CUE_PORT_OFFSET: offset })).toThrow(/CUE_PORT_OFFSET must be/);
});
