import type { FormAction } from '@/components/forms/form-state';
import type { PriceRow } from '@/lib/admin/rows';
import { toAmountText } from '../amount';
import { CommandForm } from '../command-form';
import { priceWords } from './catalog-words';
import { fieldLabels } from './field-labels';

interface PriceChangeProps {
  price: PriceRow;
  /** In minor units of the price's currency. */
  nextAmountMinor: number;
  /** Whether it is the price that its product has by default. */
  isDefault: boolean;
  locale: string;
  action: FormAction;
}

/** What changing a price will do, in words, and the button that does it. */
export function PriceChange(props: PriceChangeProps) {
  const { price, nextAmountMinor, isDefault, locale, action } = props;
  const { id, currency, lookup_key: key } = price;
  const next = priceWords({ ...price, unit_amount: nextAmountMinor }, locale);
  return (
    <section aria-labelledby="change" className="mt-8 rounded border bg-sheet p-5">
      <h2 id="change" className="font-medium">
        {priceWords(price, locale)} becomes {next}
      </h2>
      <ol className="mt-3 mb-5 list-decimal space-y-1.5 pl-5 text-sm text-soft">
        <li>A new price of {next} is made, otherwise like this one.</li>
        {key !== null && (
          <li>
            The lookup key <code className="font-mono text-xs text-ink">{key}</code> moves to the
            new price: whoever buys from now on pays {next}.
          </li>
        )}
        {isDefault && <li>The new price becomes the default of the product.</li>}
        <li>This price is archived: nobody buys at it any more.</li>
        <li>
          Who subscribes to it already goes on paying {priceWords(price, locale)}, until you change
          that subscription.
        </li>
      </ol>
      <CommandForm
        action={action}
        submit={`Change the price to ${next}`}
        labels={fieldLabels}
        hidden={{ id, currency, unit_amount: toAmountText(nextAmountMinor, currency) }}
        isPrimary
      />
    </section>
  );
}
