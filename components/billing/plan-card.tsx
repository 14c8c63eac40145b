import type { ReactNode } from 'react';
import { CheckIcon } from '@/components/ui/icons';
import { featureLabels, plans } from '@/lib/catalog/plans';
import type { Interval, Plan } from '@/lib/catalog/schema';
import { formatMoney } from './money';

interface PlanCardProps {
  plan: Plan;
  /** The button, or what stands in its place for a reader who has this plan. */
  action: ReactNode;
  /** "Your plan", where it is. */
  mark: ReactNode;
}

/** One plan on the pricing page. Must stand inside `group/pricing` with an `IntervalSwitch`. */
export function PlanCard({ plan, action, mark }: PlanCardProps) {
  return (
    <li className="flex flex-col bg-sheet p-6 lg:p-7">
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="text-lg font-medium">{plan.name}</h2>
        {mark}
      </div>
      <p className="mt-2 text-sm text-soft lg:min-h-11">{plan.summary}</p>
      <div className="mt-6">
        <Prices plan={plan} />
      </div>
      <div className="mt-6">{action}</div>
      <ul className="mt-7 space-y-2.5 border-t pt-6 text-sm">
        {contentOf(plan).map((line) => (
          <li key={line} className="flex gap-2.5">
            <CheckIcon className="mt-0.5 size-[18px] shrink-0 text-soft" />
            {line}
          </li>
        ))}
      </ul>
    </li>
  );
}

function Prices({ plan }: { plan: Plan }) {
  if (plan.prices.length === 0) {
    return (
      <p>
        <span className="headline text-2xl">$0</span>
        <span className="mt-1 block text-sm text-faint">No card asked for</span>
      </p>
    );
  }
  return plan.prices.map((price) => (
    <p key={price.lookupKey} className={shownFor[price.interval]}>
      <span className="headline text-2xl">{formatMoney(price.amountMinor, price.currency)}</span>
      <span className="ml-1.5 text-sm text-soft">
        {price.interval === 'month' ? 'a month' : 'a year'}
      </span>
      <span className="mt-1 block text-sm text-faint">
        {price.currency.toUpperCase()}, renews {price.interval === 'month' ? 'monthly' : 'yearly'}
      </span>
    </p>
  ));
}

const shownFor: Record<Interval, string> = {
  month: 'group-has-[input[value=year]:checked]/pricing:hidden',
  year: 'hidden group-has-[input[value=year]:checked]/pricing:block',
};

/** What a plan holds; features that the plan below already has are summed up by its name. */
function contentOf(plan: Plan): string[] {
  const below = plans.findLast((candidate) => candidate.rank < plan.rank);
  const inherited = new Set<string>(below?.features);
  const { workflows } = plan.limits;
  return [
    workflows === null ? 'As many workflows as you like' : `${workflows} workflows`,
    ...(below === undefined
      ? ['Words, graph and JSON of each', 'Sign in with Google or GitHub']
      : [`Everything in ${below.name}`]),
    ...plan.features
      .filter((feature) => !inherited.has(feature))
      .map((feature) => featureLabels[feature].name),
  ];
}
