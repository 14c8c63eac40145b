import { expect, it } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { POST } from './route';

const app = setUpApp();

/** Says nothing that could be drawn: what is counted is the call. */
const call = (as: Person | undefined, from: string) =>
  app.call(POST, {
    method: 'POST',
    path: '/api/workflows/generate',
    body: {},
    headers: { 'x-forwarded-for': from },
    ...(as && { as }),
  });
const calls = async (as: Person | undefined, from: (index: number) => string) => {
  const answers = await Promise.all(
    Array.from({ length: 31 }, (_, index) => call(as, from(index))),
  );
  return answers.map(({ status }) => status).sort();
};
const shared = '203.0.113.77';

it('a person’s calls count together, wherever they come from; who shares an address is not meant', async () => {
  const [ada, bob] = [await app.addPerson(), await app.addPerson()];
  expect(await calls(ada, (index) => `10.0.0.${index}`)).toEqual([
    ...Array<number>(30).fill(422),
    429,
  ]);
  const refused = await call(ada, shared);
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect((await call(bob, shared)).status).toBe(422);
  expect((await call(undefined, shared)).status).toBe(401);
});

it('visitors’ calls count by the address that our proxy saw, whatever they say that it is', async () => {
  const said = (index: number) => `198.51.100.${index}, 203.0.113.78`;
  expect(await calls(undefined, said)).toEqual([...Array<number>(30).fill(401), 429]);
});
