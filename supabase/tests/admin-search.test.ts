import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '@/local/database/template';

let database: TestDatabase;

beforeAll(async () => {
  database = await createTestDatabase();
  await database.query('alter table stripe.customers disable trigger customers_follow');
});
afterAll(() => database.drop());

const search = async (text: string, limit = 5, after: string | null = null): Promise<string[]> => {
  const [row] = await database.query(
    `select array(
       select found ->> 'id'
       from jsonb_array_elements(billing.admin_search_customers($1, $2, $3)) with ordinality as t(found, place)
       order by place
     ) as ids`,
    [text, limit, after],
  );
  return row?.ids as string[];
};

interface Customer {
  email: string | null;
  name: string | null;
  isDeleted: boolean;
}

/** The same question put to the rows themselves. */
function expected(customers: readonly Customer[], text: string): string[] {
  const sought = text.trim().toLowerCase();
  const holds = ({ email, name }: Customer) => {
    const words = `${email ?? ''} ${name ?? ''}`.toLowerCase();
    if (sought.length >= 3) return words.includes(sought);
    return sought === '' || words.startsWith(sought) || words.includes(` ${sought}`);
  };
  // They are made one minute apart, the last one first.
  return customers.flatMap((customer, index) =>
    !customer.isDeleted && holds(customer) ? [`cus_${index}`] : [],
  );
}

const word = fc.constantFrom('ada', 'Bob', 'o%', 'x_y', 'Zoë', 'a\\b', 'lovelace', 'example.com');
const words = fc.array(word, { maxLength: 3 }).map((all) => all.join(' '));
const customer = fc.record({
  email: fc.option(words),
  name: fc.option(words),
  isDeleted: fc.boolean(),
});
const text = fc.oneof(
  word,
  fc.tuple(word, word).map((all) => all.join(' ')),
  fc.constantFrom('', 'a', 'zo', '%', '_', 'o%', ' ada ', 'ADA', 'nobody'),
);

test('a search finds what the rows say, the newest first, whatever has been changed since', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(customer, { maxLength: 12 }),
      fc.array(text, { minLength: 3, maxLength: 6 }),
      async (customers, texts) => {
        await database.query('truncate stripe.customers cascade');
        for (const [index, { email, name, isDeleted }] of customers.entries()) {
          // Made with other words, so that what is found comes from the change.
          await database.query(
            `insert into stripe.customers (id, email, name, livemode, created_at)
           values ($1, 'old@example.org', 'Former', false, now() - make_interval(mins => $2))`,
            [`cus_${index}`, index],
          );
          await database.query(
            'update stripe.customers set email = $2, name = $3, deleted_at = case when $4 then now() end where id = $1',
            [`cus_${index}`, email, name, isDeleted],
          );
        }
        for (const each of texts) {
          const wanted = expected(customers, each);
          const first = await search(each);
          expect(first).toEqual(wanted.slice(0, 5));
          const last = first.at(-1);
          if (last !== undefined) expect(await search(each, 5, last)).toEqual(wanted.slice(5, 10));
        }
      },
    ),
    { numRuns: 25 },
  );
});

test('a customer whose row is gone is found no more', async () => {
  await database.query('truncate stripe.customers cascade');
  await database.query(
    "insert into stripe.customers (id, email, name, livemode, created_at) values ('cus_gone', 'gone@example.com', null, false, now())",
  );
  expect(await search('gone@')).toEqual(['cus_gone']);
  await database.query("delete from stripe.customers where id = 'cus_gone'");
  expect(await search('gone@')).toEqual([]);
});

test('an address that is far too long is kept by its beginning and breaks nothing', async () => {
  await database.query('truncate stripe.customers cascade');
  await database.query(
    "insert into stripe.customers (id, email, name, livemode, created_at) values ('cus_long', 'begins' || repeat('ü', 2000), null, false, now())",
  );
  expect(await search('begins')).toEqual(['cus_long']);
});
