import type { Metadata, Route } from 'next';
import { Suspense } from 'react';
import { getReaderLocale } from '@/app/reader-locale';
import { firstParam } from '@/app/search-params';
import { ChangeForm } from '@/components/admin/change-form';
import { ChangePreview } from '@/components/admin/change-preview';
import { ListSkeleton } from '@/components/admin/list-skeleton';
import { Panel } from '@/components/admin/panel';
import { toPriceWords } from '@/components/admin/subscription-words';
import { FormProblem } from '@/components/forms/form-problem';
import { Breadcrumbs } from '@/components/layout/breadcrumbs';
import { PageTitle } from '@/components/layout/page-title';
import type { Actor } from '@/lib/admin/actor';
import { requirePageAdmin } from '@/lib/admin/guard';
import { isAppError } from '@/lib/errors/app-error';
import { readCommand, tryCommand } from '../../../command';
import { changeSubscription } from '../../actions';
import { readChange } from '../../change-input';

export const metadata: Metadata = { title: 'Change a subscription' };

type Props = Pick<PageProps<'/admin/subscriptions/[id]/change'>, 'params' | 'searchParams'>;

/** Prices that can be subscribed to in this currency, with their products' names. */
async function readPrices(admin: Actor, currency: string, locale: string) {
  const page = { active: true, limit: 100 };
  const [prices, products] = await Promise.all([
    readCommand(admin, 'prices.list', page),
    readCommand(admin, 'products.list', page),
  ]);
  const names = new Map(products.data.map(({ id, name }) => [id, name]));
  return prices.data.flatMap((price) => {
    const name = names.get(price.product_id);
    if (name === undefined || price.interval === null || price.currency !== currency) return [];
    return [{ value: price.id, label: `${name}, ${toPriceWords(price, locale)}` }];
  });
}

/** What the change would charge; a refusal in words, because another choice may pass. */
async function readPreview(admin: Actor, change: Record<string, unknown>) {
  try {
    return { preview: await tryCommand(admin, 'subscriptions.preview_change', change) };
  } catch (error) {
    if (isAppError(error) && error.status < 500) return { problem: error.detail };
    throw error;
  }
}

/** Admins. */
async function Content({ params, searchParams }: Props) {
  const [{ id }, query] = await Promise.all([params, searchParams]);
  const admin = await requirePageAdmin(`/admin/subscriptions/${id}/change`, 'billing:write');
  const word = (name: string) => firstParam(query, name) ?? '';
  const [subscription, locale] = await Promise.all([
    readCommand(admin, 'subscriptions.get', { id }),
    getReaderLocale(),
  ]);
  const change = readChange((name) => (name === 'id' ? id : word(name)));
  const isChosen = change.price !== undefined || change.quantity !== undefined;
  const [prices, result] = await Promise.all([
    readPrices(admin, subscription.currency, locale),
    isChosen ? readPreview(admin, change) : null,
  ]);
  const chosen = {
    item: word('item'),
    price: word('price'),
    quantity: word('quantity'),
    proration: word('proration'),
  };
  return (
    <>
      <Breadcrumbs
        parents={[
          { href: '/admin/subscriptions', label: 'Subscriptions' },
          {
            href: `/admin/subscriptions/${id}` as Route,
            label: subscription.customer_email ?? id,
          },
        ]}
        current="Change"
      />
      <PageTitle>Change the subscription</PageTitle>
      <div className="grid items-start gap-10 lg:grid-cols-2">
        <ChangeForm subscription={subscription} prices={prices} chosen={chosen} />
        {result?.problem !== undefined && <FormProblem message={result.problem} />}
        {result?.preview !== undefined && (
          <Panel title="Preview">
            <ChangePreview
              preview={result.preview}
              change={Object.fromEntries(
                Object.entries(change).map(([name, value]) => [name, String(value)]),
              )}
              locale={locale}
              action={changeSubscription}
            />
          </Panel>
        )}
      </div>
    </>
  );
}

export default function ChangePage(props: Props) {
  return (
    <Suspense fallback={<ListSkeleton />}>
      <Content {...props} />
    </Suspense>
  );
}
