import type { ReactNode } from 'react';
import { CheckIcon, DashIcon } from '@/components/ui/icons';
import { featureLabels, plans } from '@/lib/catalog/plans';
import { featureSchema, type Interval, type Plan } from '@/lib/catalog/schema';
import { formatMoney } from './money';

interface Row {
  title: string;
  note?: string;
  cell: (plan: Plan) => ReactNode;
}

const rows: readonly Row[] = [
  { title: 'Price per month', cell: (plan) => priceFor(plan, 'month') },
  { title: 'Price per year', cell: (plan) => priceFor(plan, 'year') },
  {
    title: 'Workflows',
    note: 'How many you can keep at a time.',
    cell: (plan) => <span className="tabular">{plan.limits.workflows ?? 'Any'}</span>,
  },
  {
    title: 'Words, graph and JSON',
    note: 'Each workflow as text, drawing and data.',
    cell: () => yes,
  },
  ...featureSchema.options.map((feature) => ({
    title: featureLabels[feature].name,
    note: featureLabels[feature].summary,
    cell: (plan: Plan) => (plan.features.includes(feature) ? yes : no),
  })),
  {
    title: 'Billing portal',
    note: 'Change the plan or the card, cancel, see invoices.',
    cell: (plan) => (plan.productId === null ? no : yes),
  },
];

const yes = (
  <>
    <CheckIcon className="mx-auto size-5 text-soft" />
    <span className="sr-only">Included</span>
  </>
);

const no = (
  <>
    <DashIcon className="mx-auto size-5 text-faint" />
    <span className="sr-only">Not included</span>
  </>
);

function priceFor(plan: Plan, interval: Interval): ReactNode {
  const price = plan.prices.find((candidate) => candidate.interval === interval);
  return (
    <span className="font-mono tabular">
      {formatMoney(price?.amountMinor ?? 0, price?.currency ?? 'usd')}
    </span>
  );
}

/**
 * Every plan beside every other. On a phone a row's title takes a line of its own and the four
 * values share the next one, so that nothing scrolls sideways. Display values other than the
 * table's own make browsers forget that it is a table; the roles say it again.
 */
export function Comparison() {
  return (
    <table role="table" className="block w-full text-sm md:table md:table-fixed">
      <caption className="sr-only">The plans compared</caption>
      <thead role="rowgroup" className="sticky top-0 block bg-paper md:table-header-group">
        <tr role="row" className="grid grid-cols-4 border-b md:table-row">
          <th scope="col" role="columnheader" className="hidden md:table-cell md:w-1/3">
            <span className="sr-only">Feature</span>
          </th>
          {plans.map((plan) => (
            <th
              key={plan.id}
              scope="col"
              role="columnheader"
              className="px-1 py-3 text-center text-xs font-medium sm:text-sm md:px-4"
            >
              {plan.name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="block md:table-row-group">
        {rows.map((row) => (
          <tr key={row.title} role="row" className="grid grid-cols-4 border-b md:table-row">
            <th
              scope="row"
              role="rowheader"
              className="col-span-4 pt-4 text-left font-medium md:py-4"
            >
              {row.title}
              {row.note !== undefined && (
                <span className="block font-normal text-faint">{row.note}</span>
              )}
            </th>
            {plans.map((plan) => (
              <td key={plan.id} role="cell" className="px-1 py-3 text-center md:px-4 md:py-4">
                {row.cell(plan)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
