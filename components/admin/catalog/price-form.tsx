import type { FormAction } from '@/components/forms/form-state';
import type { ProductRow } from '@/lib/admin/rows';
import { CommandField, CommandSelect } from '../command-field';
import { CommandForm } from '../command-form';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface PriceFormProps {
  action: FormAction;
  products: readonly Pick<ProductRow, 'id' | 'name'>[];
  /** Chosen from the start. */
  productId: string | null;
}

const intervals = [
  { value: 'month', label: 'Every month' },
  { value: 'year', label: 'Every year' },
  { value: 'week', label: 'Every week' },
  { value: 'day', label: 'Every day' },
  { value: '', label: 'Once' },
];

const taxes = [
  { value: '', label: 'As the account has it' },
  { value: 'exclusive', label: 'Tax comes on top' },
  { value: 'inclusive', label: 'Tax is included' },
];

/** Makes a price of a product. */
export function PriceForm({ action, products, productId }: PriceFormProps) {
  return (
    <CommandForm
      action={action}
      submit="Create price"
      labels={fieldLabels}
      isPrimary
      help="The amount, currency and rhythm of a price never change: a change later makes another price."
    >
      <CommandSelect
        label="Product"
        name="product"
        className="max-w-xl"
        {...(productId !== null && { initial: productId })}
        options={products.map(({ id, name }) => ({ value: id, label: `${name}, ${id}` }))}
      />
      <div className="grid max-w-xl gap-5 sm:grid-cols-2">
        <CommandField
          label="Amount"
          name="unit_amount"
          required
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          help="Such as 12.50, without thousands separators."
        />
        <CommandField
          label="Currency"
          name="currency"
          initial="usd"
          required
          maxLength={3}
          autoComplete="off"
          spellCheck={false}
          help="Three letters."
        />
        <CommandSelect label="Paid" name="interval" options={intervals} initial="month" />
        <CommandField
          label="Every how many of them"
          name="interval_count"
          initial="1"
          inputMode="numeric"
          autoComplete="off"
          maxLength={2}
          help="3 with “Every month” is quarterly. No matter for once."
        />
      </div>
      <CommandField
        label="Lookup key"
        name="lookup_key"
        maxLength={200}
        autoComplete="off"
        spellCheck={false}
        className="max-w-xl"
        help="How programs find the price. A key that another price has moves to this one."
      />
      <CommandField
        label="Nickname"
        name="nickname"
        maxLength={500}
        autoComplete="off"
        className="max-w-xl"
        help="For operators; customers do not see it."
      />
      <CommandSelect label="Tax" name="tax_behavior" options={taxes} className="max-w-xl" />
      <MetadataField />
    </CommandForm>
  );
}
