import type { FormAction } from '@/components/forms/form-state';
import { CommandForm } from './command-form';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Facts } from './facts';
import { Money } from './money';

interface ChangePreviewProps {
  preview: {
    proration_date: number;
    currency: string;
    amount_due: number;
    proration_amount: number;
    lines: readonly { description: string | null; amount: number; is_proration: boolean }[];
  };
  /** The change itself, as it was previewed. */
  change: Readonly<Record<string, string>>;
  locale: string;
  action: FormAction;
}

const dueWords: Readonly<Record<string, string>> = {
  always_invoice: 'Charged now',
  create_prorations: 'Next invoice',
  none: 'Next invoice',
};

/** What a change would charge, line by line, and the button that makes exactly this change. */
export function ChangePreview({ preview, change, locale, action }: ChangePreviewProps) {
  const { currency, lines } = preview;
  const money = (amountMinor: number) => (
    <Money amountMinor={amountMinor} currency={currency} locale={locale} />
  );
  return (
    <>
      <DataTable
        label="Lines of the invoice"
        rows={lines.map((line, index) => ({ ...line, key: String(index) }))}
        keyOf={({ key }) => key}
        empty={<EmptyState title="No difference" text="This change charges nothing." />}
        columns={[
          { head: 'Line', cell: ({ description }) => description ?? 'Without words' },
          { head: 'Amount', isNumber: true, cell: ({ amount }) => money(amount) },
        ]}
      />
      <div className="my-5">
        <Facts
          facts={[
            ['Difference', money(preview.proration_amount)],
            [
              dueWords[change.proration ?? ''] ?? 'Charged now',
              <strong key="due" className="font-medium">
                {money(preview.amount_due)}
              </strong>,
            ],
          ]}
        />
      </div>
      <CommandForm
        action={action}
        submit="Change subscription"
        isPrimary
        hidden={{ ...change, proration_date: String(preview.proration_date) }}
        labels={{ price: 'Price', quantity: 'Quantity', item: 'Item' }}
      />
    </>
  );
}
