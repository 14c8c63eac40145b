import { LocalDate } from '@/components/ui/local-date';
import type { FoundCustomer, PaymentMethod } from '@/lib/admin/rows';
import { Facts } from './facts';
import { Money } from './money';
import { ObjectId } from './object-id';
import { Panel } from './panel';
import { toStatusWords } from './status-tone';

interface CustomerFactsProps {
  customer: Omit<FoundCustomer, 'user_id' | 'plan'> & {
    owner: { user_id: string; email: string | null; name: string | null; source: string } | null;
    entitlements: {
      plan: string;
      features: readonly string[];
      limits: Readonly<Record<string, number | null>>;
      usage: Readonly<Record<string, number>>;
    } | null;
    payment_methods: readonly PaymentMethod[];
  };
  locale: string;
}

/** Who a customer is at Stripe and in Cue, and what he may do. */
export function CustomerFacts({ customer, locale }: CustomerFactsProps) {
  const { owner, entitlements, payment_methods, balance, currency } = customer;
  return (
    <>
      <Panel title="At Stripe">
        <Facts
          facts={[
            ['Id', <ObjectId key="id" id={customer.id} />],
            ['Name', customer.name],
            ['E-mail', customer.email],
            ['Phone', customer.phone],
            ['Since', <LocalDate key="since" value={customer.created_at} locale={locale} />],
            [
              'Credit',
              balance === null || balance === 0 || currency === null ? null : (
                <Money key="credit" amountMinor={-balance} currency={currency} locale={locale} />
              ),
            ],
            ['Cards', payment_methods.length === 0 ? null : toCards(payment_methods)],
            ['Deleted', customer.deleted_at === null ? null : 'At Stripe, this customer is gone'],
          ]}
        />
      </Panel>
      <Panel title="In Cue">
        {owner === null ? (
          <p className="text-sm text-soft">
            This customer belongs to nobody. Link it to the person who bought.
          </p>
        ) : (
          <Facts
            facts={[
              ['Account', owner.email],
              ['Name', owner.name],
              ['Linked by', toStatusWords(owner.source)],
              ['User id', <ObjectId key="user" id={owner.user_id} />],
            ]}
          />
        )}
      </Panel>
      {entitlements !== null && (
        <Panel title="Entitlements">
          <Facts
            facts={[
              ['Plan', toStatusWords(entitlements.plan)],
              ...Object.entries(entitlements.limits).map(
                ([name, limit]) =>
                  [
                    toStatusWords(name),
                    `${entitlements.usage[name] ?? 0} of ${limit ?? 'any number'}`,
                  ] as const,
              ),
              ['Features', entitlements.features.map(toStatusWords).join(', ') || 'None'],
            ]}
          />
        </Panel>
      )}
    </>
  );
}

function toCards(methods: readonly PaymentMethod[]): string {
  return methods
    .map(({ type, card_brand, card_last4 }) =>
      card_last4 === null
        ? toStatusWords(type)
        : `${toStatusWords(card_brand ?? type)} ending in ${card_last4}`,
    )
    .join(', ');
}
