import type { FormAction } from '@/components/forms/form-state';
import { CommandField, CommandSelect } from '../command-field';
import { CommandForm } from '../command-form';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

const durations = [
  { value: 'once', label: 'On the first invoice only' },
  { value: 'repeating', label: 'For some months' },
  { value: 'forever', label: 'For ever' },
];

/** Makes a coupon. */
export function CouponForm({ action }: { action: FormAction }) {
  return (
    <CommandForm
      action={action}
      submit="Create coupon"
      labels={fieldLabels}
      isPrimary
      help="What a coupon takes off and for how long never changes. Fill in per cent or an amount, not both."
    >
      <CommandField
        label="Name"
        name="name"
        maxLength={40}
        autoComplete="off"
        className="max-w-xl"
        help="Customers read it on their invoices."
      />
      <div className="grid max-w-xl gap-5 sm:grid-cols-2">
        <CommandField
          label="Per cent off"
          name="percent_off"
          inputMode="decimal"
          autoComplete="off"
          maxLength={6}
          help="Such as 20 or 12.5."
          className="sm:col-span-2 sm:max-w-[calc(50%-0.625rem)]"
        />
        <CommandField
          label="Amount off"
          name="amount_off"
          inputMode="decimal"
          autoComplete="off"
          maxLength={20}
          help="Such as 5.00, without thousands separators."
        />
        <CommandField
          label="Currency"
          name="currency"
          initial="usd"
          maxLength={3}
          autoComplete="off"
          spellCheck={false}
          help="Of the amount off; three letters."
        />
        <CommandSelect
          label="For how long"
          name="duration"
          options={durations}
          help="From when somebody redeems it."
        />
        <CommandField
          label="Months"
          name="duration_in_months"
          inputMode="numeric"
          autoComplete="off"
          maxLength={2}
          help="With “For some months”."
        />
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
          name="redeem_by"
          type="date"
          help="It can be redeemed to the end of this day, UTC."
        />
      </div>
      <CommandField
        label="Id"
        name="id"
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        className="max-w-xl"
        help="Letters, digits, dots, - and _. Left empty, Stripe makes one."
      />
      <MetadataField />
    </CommandForm>
  );
}
