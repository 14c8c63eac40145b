import type { Metadata, Route } from 'next';
import { notFound } from 'next/navigation';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { parseAmount, toAmountText } from '@/components/admin/amount';
import { AmountQuestion } from '@/components/admin/catalog/amount-question';
import { priceWords } from '@/components/admin/catalog/catalog-words';
import { OwnedNote } from '@/components/admin/catalog/owned-note';
import { planOfPrice } from '@/components/admin/catalog/ownership';
import { PriceChange } from '@/components/admin/catalog/price-change';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import { requirePageAdmin } from '@/lib/admin/guard';
import { readCommand } from '../../../command';
import { replacePrice } from '../../actions';

export const metadata: Metadata = { title: 'Change the amount' };

type Props = Pick<PageProps<'/admin/prices/[id]/change'>, 'params' | 'searchParams'>;

const AMOUNT_MINOR_MAX = 99_999_999;

/** Why this cannot be the new amount, or null. */
function problemOf(next: number | null, current: number, currency: string): string | null {
  if (next === null) return `Write an amount such as 12.50, as far as ${currency} divides`;
  if (next > AMOUNT_MINOR_MAX) return 'Stripe takes no amount as high as this';
  return next === current ? 'This is what it costs already' : null;
}

/** Operators who may change the catalog. First the amount, then what it means, then the change. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/prices/${id}/change`, 'catalog:write');
  const price = await readCommand(admin, 'prices.get', { id });
  const current = price.unit_amount;
  // An archived price is nobody's price any more, and one in tiers has no single amount.
  if (current === null || !price.active) notFound();
  const [product, locale] = await Promise.all([
    readCommand(admin, 'products.get', { id: price.product_id }),
    getReaderLocale(),
  ]);
  const typed = firstParam(query, 'amount');
  const next = typed === null ? null : parseAmount(typed, price.currency);
  const problem = typed === null ? null : problemOf(next, current, price.currency);
  const plan = planOfPrice(price);
  return (
    <>
      <Breadcrumbs
        parents={[
          { href: `/admin/products/${product.id}` as Route, label: product.name },
          { href: `/admin/prices/${price.id}` as Route, label: priceWords(price, locale) },
        ]}
        current="Change the amount"
      />
      <PageTitle>Change the amount</PageTitle>
      {plan !== null && <OwnedNote plan={plan} fields="The amounts that this plan is sold at" />}
      <AmountQuestion
        path={`/admin/prices/${price.id}/change` as Route}
        currency={price.currency}
        typed={typed ?? toAmountText(current, price.currency)}
        problem={problem}
      />
      {next !== null && problem === null && (
        <PriceChange
          price={price}
          nextAmountMinor={next}
          isDefault={product.default_price_id === price.id}
          locale={locale}
          action={replacePrice}
        />
      )}
    </>
  );
}

export default function ChangePricePage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
