import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import type { AppliedDiscount } from '@/lib/admin/rows';
import { durationWords, worthWords } from './catalog/catalog-words';
import { CommandForm } from './command-form';
import { DataTable } from './data-table';
import { EmptyState } from './empty-state';
import { Panel } from './panel';

interface SubscriptionDiscountsProps {
  id: string;
  discounts: readonly AppliedDiscount[];
  locale: string;
  /** Takes one away; null for whoever may not. */
  remove: FormAction | null;
}

const holders = {
  subscription: 'This subscription',
  item: 'One of its items',
  customer: 'The customer',
} as const;

/** What takes something off a subscription's price, and until when. */
export function SubscriptionDiscounts({
  id,
  discounts,
  locale,
  remove,
}: SubscriptionDiscountsProps) {
  const own = discounts.filter(({ applies_to }) => applies_to === 'subscription');
  return (
    <Panel title="Discounts">
      <DataTable
        label="List of discounts"
        rows={discounts}
        keyOf={(discount) => discount.id}
        hrefOf={({ coupon_id: coupon }) =>
          coupon === null ? '/admin/coupons' : `/admin/coupons/${coupon}`
        }
        empty={
          <EmptyState
            title="Full price"
            text="Nothing is taken off. A discount comes with a promotion code at the checkout."
          />
        }
        columns={[
          { head: 'Coupon', cell: (discount) => <DiscountName discount={discount} /> },
          {
            head: 'Takes',
            cell: (discount) => takesWords(discount, locale),
          },
          { head: 'Of', from: 'md', cell: ({ applies_to: holder }) => holders[holder] },
          {
            head: 'Until',
            isNumber: true,
            cell: (discount) => <Until discount={discount} locale={locale} />,
          },
        ]}
      />
      {remove !== null && own.length > 0 && (
        <div className="mt-4 rounded border bg-sheet">
          {own.map((discount) => (
            <CommandForm
              key={discount.id}
              action={remove}
              fold={`Remove ${nameOf(discount)}`}
              submit="Remove discount"
              hidden={{ id, discount: discount.id }}
              confirm={id}
              help="From the next invoice on the subscription costs what it costs without."
            />
          ))}
        </div>
      )}
    </Panel>
  );
}

function nameOf({ coupon_name, coupon_id, id }: AppliedDiscount): string {
  return coupon_name ?? coupon_id ?? id;
}

function takesWords({ duration, ...terms }: AppliedDiscount, locale: string): string {
  const worth = worthWords(terms, locale);
  // How long it lasts in all; when it ends for this one stands beside.
  return duration === 'repeating' || duration === null
    ? worth
    : `${worth}, ${durationWords({ duration, duration_in_months: null })}`;
}

function DiscountName({ discount }: { discount: AppliedDiscount }) {
  const { promotion_code: code } = discount;
  return (
    <>
      <span className="block min-w-28 font-medium wrap-anywhere">{nameOf(discount)}</span>
      {code !== null && (
        <span className="block text-xs text-soft">
          by the code <code className="font-mono">{code}</code>
        </span>
      )}
    </>
  );
}

function Until({ discount, locale }: { discount: AppliedDiscount; locale: string }) {
  if (discount.ends_at !== null) {
    return (
      <span className="whitespace-nowrap">
        <LocalDate value={discount.ends_at} locale={locale} dateStyle="medium" />
      </span>
    );
  }
  return (
    <span className="text-faint">{discount.duration === 'once' ? 'Next invoice' : 'No end'}</span>
  );
}
