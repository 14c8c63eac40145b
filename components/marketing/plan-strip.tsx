import Link from 'next/link';
import { formatMoney } from '@/components/billing/money';
import { buttonStyle } from '@/components/ui/button';
import { plans } from '@/lib/catalog/plans';
import type { Plan } from '@/lib/catalog/schema';

/** The plans in one line each; the pricing page has the rest. */
export function PlanStrip() {
  return (
    <section aria-labelledby="plan-strip">
      <div className="flex flex-wrap items-end justify-between gap-4">
        <h2 id="plan-strip" className="headline text-2xl">
          Free until it is worth paying for
        </h2>
        <Link href="/pricing" className={buttonStyle()}>
          Compare the plans
        </Link>
      </div>
      <dl className="mt-8 grid gap-px overflow-hidden rounded-lg border bg-line sm:grid-cols-2 lg:grid-cols-4">
        {plans.map((plan) => (
          <div key={plan.id} className="bg-sheet p-6">
            <dt className="font-medium">{plan.name}</dt>
            <dd className="mt-3 headline text-2xl">{monthlyPrice(plan)}</dd>
            <dd className="mt-1 text-sm text-faint">
              {plan.prices.length === 0 ? 'no card asked for' : 'a month'}
            </dd>
            <dd className="mt-5 text-sm text-soft">{keeps(plan)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function monthlyPrice(plan: Plan): string {
  const price = plan.prices.find((candidate) => candidate.interval === 'month');
  return formatMoney(price?.amountMinor ?? 0, price?.currency ?? 'usd');
}

function keeps(plan: Plan): string {
  const { workflows } = plan.limits;
  return workflows === null ? 'As many workflows as you like' : `Keeps ${workflows} workflows`;
}
