import type { FormAction } from '@/components/forms/form-state';
import { CommandField, CommandSelect } from '../command-field';
import { CommandForm } from '../command-form';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface CodeFormProps {
  action: FormAction;
  coupons: readonly { id: string; words: string }[];
  /** Chosen from the start. */
  couponId: string | null;
}

const buyers = [
  { value: '', label: 'Everybody' },
  { value: 'yes', label: 'Who has never paid before' },
];

/** Makes a promotion code of a coupon. */
export function CodeForm({ action, coupons, couponId }: CodeFormProps) {
  return (
    <CommandForm
      action={action}
      submit="Create promotion code"
      labels={fieldLabels}
      isPrimary
      help="The code and its conditions never change; it can be turned off and on again."
    >
      <CommandSelect
        label="Coupon"
        name="coupon"
        className="max-w-xl"
        {...(couponId !== null && { initial: couponId })}
        options={coupons.map(({ id, words }) => ({ value: id, label: words }))}
      />
      <CommandField
        label="Code"
        name="code"
        maxLength={500}
        autoComplete="off"
        spellCheck={false}
        className="max-w-xl"
        help="What customers type: letters, digits, - and _. Left empty, Stripe makes one."
      />
      <div className="grid max-w-xl gap-5 sm:grid-cols-2">
        <CommandField
          label="Redemptions at most"
          name="max_redemptions"
          inputMode="numeric"
          autoComplete="off"
          maxLength={9}
          help="By all customers together."
        />
        <CommandField
          label="Last day"
          name="expires_at"
          type="date"
          help="It can be redeemed to the end of this day, UTC."
        />
        <CommandField
          label="Minimum amount"
          name="minimum_amount"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          help="Of the order, such as 50.00."
        />
        <CommandField
          label="Its currency"
          name="minimum_amount_currency"
          initial="usd"
          maxLength={3}
          autoComplete="off"
          spellCheck={false}
          help="Three letters."
        />
      </div>
      <CommandSelect
        label="Who may redeem it"
        name="first_time_transaction"
        options={buyers}
        className="max-w-xl"
      />
      <CommandField
        label="Customer"
        name="customer"
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        className="max-w-xl"
        help="Id of the only customer who may redeem it, such as cus_123."
      />
      <MetadataField />
    </CommandForm>
  );
}
