import { formatAmount } from './amount';

interface MoneyProps {
  /** Null where Stripe names no single amount, as for a price in tiers. */
  amountMinor: number | null;
  currency: string;
  /** BCP 47 tag of the reader. */
  locale: string;
}

/** An amount in a table: figures of one width. */
export function Money({ amountMinor, currency, locale }: MoneyProps) {
  if (amountMinor === null) return <span className="text-faint">varies</span>;
  return (
    <span className="font-mono text-[0.8125rem] whitespace-nowrap tabular">
      {formatAmount(amountMinor, currency, locale)}
    </span>
  );
}
