import { Facts } from '../facts';
import { Panel } from '../panel';

/** What the figures count, so that nobody has to guess. */
export function RevenueWords({ graceDays }: { graceDays: number }) {
  return (
    <Panel title="What these words mean">
      <Facts
        facts={[
          [
            'MRR',
            `What running subscriptions cost per month: active ones, and past due ones for ${graceDays} days of grace. A yearly price counts a twelfth. Lasting discounts are taken off, one-time discounts are not; trials, paused collection and usage count nothing.`,
          ],
          [
            'Movements',
            'Each customer at the end of a month, compared with its start. New never paid for a subscription before; reactivation did once. A subscription that came and went within one month is not seen.',
          ],
          [
            'Earlier months',
            'Read from the lines of invoices that cover the end of the month, with the discounts in force then. A change without proration shows with the next invoice.',
          ],
          ['Churn', 'Customers whose MRR ended in the month, of those who had some at its start.'],
          [
            'Trials',
            'Of those that ended and are decided: how many paid an invoice since. A trial that ended and still may be paid is left out.',
          ],
          [
            'Paid',
            'Paid invoices by the day they were paid, taxes included, refunds not taken off; each counts for the plan of its largest line. Recovered took more than one attempt. Months are those of UTC.',
          ],
        ]}
      />
    </Panel>
  );
}
