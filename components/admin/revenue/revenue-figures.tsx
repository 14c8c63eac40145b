import { churnOf, conversionOf, type Revenue, type RevenueMonth } from '@/lib/admin/revenue';
import { FigureCard, FigureGrid } from '../figure-card';
import { amountFormats, formatShare } from './format';

interface RevenueFiguresProps {
  revenue: Revenue;
  locale: string;
}

/** Where the business stands now. */
export function RevenueFigures({ revenue, locale }: RevenueFiguresProps) {
  const { months, subscriptions, trials, failed } = revenue;
  const month = months.at(-1);
  const before = months.at(-2);
  if (month === undefined) return null;
  const { full, change } = amountFormats(revenue.currency, locale);
  return (
    <FigureGrid>
      <FigureCard
        name="Monthly recurring revenue"
        value={full(month.mrr)}
        note={`${change(month.mrr - month.mrr_start)} this month`}
      />
      <FigureCard
        name="Active subscriptions"
        value={String(subscriptions.active)}
        note={`${subscriptions.past_due} past due, ${subscriptions.ending} ending`}
      />
      <FigureCard
        name="Paid this month"
        value={full(month.gross)}
        note={`${month.invoices} invoices, ${full(month.refunded)} given back`}
      />
      <FigureCard
        name="On trial"
        value={String(subscriptions.trialing)}
        note={`${formatShare(conversionOf(trials), locale)} of ${trials.ended} ended trials paid`}
      />
      <FigureCard name="Churn" {...churnNote(before ?? month, before === undefined, locale)} />
      <FigureCard
        name="Failed payments"
        value={full(failed.amount)}
        tone={failed.count > 0 ? 'risk' : 'go'}
        note={`${failed.count} open, ${full(month.recovered)} recovered this month`}
      />
    </FigureGrid>
  );
}

/** Of the last whole month: the current one is not over yet. */
function churnNote(month: RevenueMonth, isCurrent: boolean, locale: string) {
  return {
    value: formatShare(churnOf(month), locale),
    note: `${month.churned_customers} of ${month.customers_start} customers ${isCurrent ? 'this' : 'last'} month`,
  };
}
