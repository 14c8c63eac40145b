import type { Revenue, RevenueMonth } from '@/lib/admin/revenue';
import { BarChart } from '../charts/bar-chart';
import { Panel } from '../panel';
import { amountFormats, monthLabels } from './format';

interface RevenueChartsProps {
  revenue: Revenue;
  locale: string;
}

/** How it came about, month by month. */
export function RevenueCharts({ revenue, locale }: RevenueChartsProps) {
  const { months, currency } = revenue;
  const { full, short } = amountFormats(currency, locale);
  const labels = monthLabels(
    months.map(({ month }) => month),
    locale,
  );
  const common = { unit: 'Month', labels, format: full, formatShort: short };
  const of = (pick: (month: RevenueMonth) => number) => months.map(pick);
  const first = months[0];
  const last = months.at(-1);
  if (first === undefined || last === undefined) return null;
  const span = `from ${full(first.mrr_start)} to ${full(last.mrr)}`;
  return (
    <>
      <Panel title="Monthly recurring revenue">
        <BarChart
          {...common}
          title="Monthly recurring revenue at the end of each month"
          description={`It went ${span} in ${months.length} months.`}
          series={[{ name: 'MRR', fill: 'lamp', values: of(({ mrr }) => mrr) }]}
        />
      </Panel>
      <Panel title="How it moved">
        <BarChart
          {...common}
          title="Movements of the monthly recurring revenue"
          description={`What was won stands above the line, what was lost below it; together ${span}.`}
          series={[
            { name: 'New', fill: 'go', values: of((month) => month.new) },
            { name: 'Expansion', fill: 'go-deep', values: of((month) => month.expansion) },
            { name: 'Reactivation', fill: 'lamp', values: of((month) => month.reactivation) },
            { name: 'Contraction', fill: 'risk-soft', values: of((month) => month.contraction) },
            { name: 'Churned', fill: 'risk', values: of((month) => month.churned) },
          ]}
        />
      </Panel>
      <Panel title="Paid and given back">
        <BarChart
          {...common}
          title="Paid invoices and refunds by month"
          description="Paid stands above the line, refunds below it."
          series={[
            {
              name: 'Paid at once',
              fill: 'go',
              values: of(({ gross, recovered }) => gross - recovered),
            },
            {
              name: 'Recovered',
              fill: 'lamp',
              values: of(({ recovered }) => recovered),
            },
            {
              name: 'Given back',
              fill: 'risk',
              values: of(({ refunded }) => (refunded === 0 ? 0 : -refunded)),
            },
          ]}
        />
      </Panel>
    </>
  );
}
