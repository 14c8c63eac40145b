import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { createAuthAdapter } from './adapter';

const app = setUpApp();

interface Visitor {
  provider: string;
  providerAccountId: string;
  email: string;
}

const aVisitor = (more: Partial<Visitor> = {}): Visitor => ({
  provider: 'google',
  providerAccountId: randomUUID(),
  email: `${randomUUID()}@example.com`,
  ...more,
});

/**
 * What next-auth 4 asks its adapter at a sign-in without a session (core/lib/callback-handler.js).
 *
 * @param pause called between looking somebody up and making him
 */
async function signIn(visitor: Visitor, pause: () => Promise<void> = () => Promise.resolve()) {
  const { email, ...account } = visitor;
  const adapter = createAuthAdapter();
  const known = await adapter.getUserByAccount(account);
  if (known) return known.id;
  if (await adapter.getUserByEmail(email)) throw new Error('OAuthAccountNotLinked');
  await pause();
  const made = await adapter.createUser({ name: 'Ada', email, image: null, emailVerified: null });
  await adapter.linkAccount({ ...account, type: 'oauth', userId: made.id, access_token: 'x' });
  return made.id;
}

const stored = (email: string) =>
  app.database.query(
    `select person.id, account.provider, account.access_token from next_auth.users as person
     left join next_auth.accounts as account on account."userId" = person.id where person.email = $1`,
    [email],
  );

/** Lets nobody on before all have come. */
function meetingOf(count: number): () => Promise<void> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  let come = 0;
  return () => {
    come += 1;
    if (come === count) open();
    return opened;
  };
}

describe('the first sign-in of a person', () => {
  it('makes one person when it happens ten times at once, and signs in all ten', async () => {
    for (const pause of [meetingOf(10), undefined]) {
      const visitor = aVisitor();
      const all = Array.from({ length: 10 }, () => signIn(visitor, pause));
      const [id] = new Set(await Promise.all(all));
      expect(await stored(visitor.email)).toEqual([{ id, provider: 'google', access_token: null }]);
      await Promise.all(all.map(async (each) => expect(await each).toBe(id)));
    }
  });

  it('finds who came into being between the two questions by his sign-in', async () => {
    const visitor = aVisitor();
    const late = createAuthAdapter();
    const { email, ...account } = visitor;
    expect(await late.getUserByAccount(account)).toBeNull();
    const id = await signIn(visitor);
    expect(await late.getUserByEmail(email)).toBeNull();
    expect(await late.createUser({ email, emailVerified: null })).toMatchObject({ id, email });
  });

  it('never takes over the person of another sign-in that has the same address', async () => {
    const visitor = aVisitor();
    const id = await signIn(visitor);
    const other = aVisitor({ provider: 'github', email: visitor.email });
    await expect(signIn(other)).rejects.toThrow('OAuthAccountNotLinked');
    const twin = aVisitor();
    const meet = meetingOf(2);
    const both = await Promise.allSettled([
      signIn(twin, meet),
      signIn({ ...twin, provider: 'github' }, meet),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(await stored(visitor.email)).toEqual([{ id, provider: 'google', access_token: null }]);
    expect(await stored(twin.email)).toHaveLength(1);
  });
});
