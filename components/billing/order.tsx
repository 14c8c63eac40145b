import { planById, priceOf } from '@/lib/catalog/plans';
import { formatMoney } from './money';
import type { PlanChoice } from './plan-choice';

/** What is about to be bought: plan, whole amount, how often. */
export function Order({ choice }: { choice: PlanChoice }) {
  const plan = planById(choice.plan);
  const price = priceOf(choice.plan, choice.interval);
  return (
    <dl className="mt-8 rounded border bg-sheet px-5 text-sm">
      <div className="flex justify-between gap-4 py-4">
        <dt className="text-soft">Plan</dt>
        <dd className="font-medium">Cue {plan.name}</dd>
      </div>
      <div className="flex justify-between gap-4 border-t py-4">
        <dt className="text-soft">Renews</dt>
        <dd>{price.interval === 'month' ? 'Every month' : 'Every year'}, until you cancel</dd>
      </div>
      <div className="flex justify-between gap-4 border-t py-4">
        <dt className="text-soft">Due today</dt>
        <dd className="font-mono font-medium tabular">
          {formatMoney(price.amountMinor, price.currency)} {price.currency.toUpperCase()}
        </dd>
      </div>
    </dl>
  );
}
