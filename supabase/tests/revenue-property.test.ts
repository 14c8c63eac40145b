import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startDatabase, type DatabaseFixture } from './database-fixture';
import { addPrices, bill, clearHistory, computeRevenue, subscribe } from './revenue-history';

let fixture: DatabaseFixture;
beforeAll(async () => {
  fixture = await startDatabase();
});
afterAll(() => fixture.close());

const DAY_MS = 86_400_000;
const FIRST = Date.parse('2026-12-01T09:30:00Z');
const AT = '2027-06-15T12:00:00Z';
const MONTHS = 6;
const amounts = { basic: 1500, pro: 4000 } as const;

/** A subscription as a person would tell it: when it began, and what each of its months was sold as. */
const story = fc.record({
  customer: fc.constantFrom('A', 'B', 'C'),
  startDay: fc.integer({ min: 0, max: 190 }),
  sold: fc.array(
    fc.record({
      price: fc.constantFrom('basic' as const, 'pro' as const),
      quantity: fc.integer({ min: 1, max: 3 }),
    }),
    { minLength: 1, maxLength: 7 },
  ),
});
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const instant = (ms: number) => new Date(ms).toISOString();
const periodOf = ({ startDay }: Story, index: number) => {
  const from = FIRST + startDay * DAY_MS + index * 30 * DAY_MS;
  return { from, to: from + 30 * DAY_MS };
};

/** The months of a story that have begun by now; it is over when all of them are. */
function told(each: Story) {
  const begun = each.sold.filter((_month, index) => periodOf(each, index).from < Date.parse(AT));
  const end = periodOf(each, begun.length - 1).to;
  return { begun, end, isOver: end <= Date.parse(AT) };
}

function mrrOf(stories: Story[], moment: number): number {
  const values = stories.flatMap((each) =>
    told(each).begun.map(({ price, quantity }, index) => {
      const { from, to } = periodOf(each, index);
      return from < moment && moment <= to ? amounts[price] * quantity : 0;
    }),
  );
  return values.reduce((sum, value) => sum + value, 0);
}

async function put(stories: Story[]) {
  await clearHistory(fixture);
  await addPrices(fixture);
  const begun = stories.filter((each) => periodOf(each, 0).from < Date.parse(AT));
  for (const [number, each] of begun.entries()) {
    const { begun: months, end, isOver } = told(each);
    const last = months.at(-1) ?? { price: 'basic', quantity: 1 };
    const id = `s${number}`;
    await subscribe(fixture, [
      {
        id,
        customer: each.customer,
        from: instant(periodOf(each, 0).from),
        price: last.price,
        amount: amounts[last.price],
        quantity: last.quantity,
        fields: isOver ? { status: 'canceled', ended_at: instant(end) } : {},
      },
    ]);
    await bill(
      fixture,
      months.map(({ price, quantity }, index) => {
        const { from, to } = periodOf(each, index);
        const line = { price, quantity, amount: amounts[price] * quantity };
        return {
          id: `in_${number}_${index}`,
          customer: each.customer,
          subscription: id,
          at: instant(from),
          lines: [{ ...line, from: instant(from), to: instant(to) }],
        };
      }),
    );
  }
  return begun;
}

test('whatever happened, the movements of a month add up to its change, and its MRR is what was sold then', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(story, { minLength: 1, maxLength: 6 }), async (stories) => {
      const begun = await put(stories);
      const { months } = await computeRevenue(fixture, {
        months: MONTHS,
        currency: 'usd',
        at: AT,
      });
      const ends = [2, 3, 4, 5, 6].map((month) => Date.parse(`2027-0${month}-01T00:00:00Z`));
      const expected = [...ends, Date.parse(AT)].map((moment) => mrrOf(begun, moment));
      expect(months.map(({ mrr }) => mrr)).toEqual(expected);
      for (const [index, month] of months.entries()) {
        const kinds = ['new', 'expansion', 'contraction', 'churned', 'reactivation'];
        const moved = kinds.reduce((sum, kind) => sum + Number(month[kind]), 0);
        expect(moved).toBe(Number(month.mrr) - Number(month.mrr_start));
        if (index > 0) expect(month.mrr_start).toBe(months[index - 1]?.mrr);
        expect(Number(month.churned)).toBeLessThanOrEqual(0);
        expect(Number(month.contraction)).toBeLessThanOrEqual(0);
        for (const kind of ['new', 'expansion', 'reactivation']) {
          expect(Number(month[kind])).toBeGreaterThanOrEqual(0);
        }
      }
    }),
    { numRuns: 30 },
  );
});
