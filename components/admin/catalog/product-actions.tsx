import type { FormAction } from '@/components/forms/form-state';
import type { PriceRow, ProductRow } from '@/lib/admin/rows';
import { CommandField, CommandSelect } from '../command-field';
import { CommandForm } from '../command-form';
import { CatalogActions, type CatalogFormActions } from './catalog-actions';
import { priceWords } from './catalog-words';
import { CommandTextArea } from './command-text-area';
import { fieldLabels } from './field-labels';

interface ProductActionsProps {
  product: ProductRow;
  prices: readonly PriceRow[];
  locale: string;
  actions: CatalogFormActions & { setDefault: FormAction };
}

/** What can be changed of a product. */
export function ProductActions({ product, prices, locale, actions }: ProductActionsProps) {
  const { id, name, description, active } = product;
  return (
    <CatalogActions
      id={id}
      actions={actions}
      edit={{ fold: 'Edit name, description and metadata', submit: 'Save product' }}
      fields={
        <>
          <CommandField
            label="Name"
            name="name"
            initial={name}
            required
            maxLength={250}
            autoComplete="off"
            className="max-w-xl"
          />
          <CommandTextArea
            label="Description"
            name="description"
            initial={description ?? ''}
            maxLength={1000}
            className="max-w-xl"
          />
        </>
      }
      isArchived={!active}
      archive={{
        fold: 'Archive this product',
        submit: 'Archive product',
        help: 'Nobody can buy it any more. Subscriptions go on, and it can be brought back.',
      }}
      restore={{
        fold: 'Bring this product back',
        submit: 'Restore product',
        help: 'It can be bought again, at those of its prices that are active.',
      }}
      remove={{
        fold: 'Delete this product',
        submit: 'Delete product',
        confirm: id,
        help: 'Stripe deletes only products without prices. Where it refuses, the product and its prices are archived instead, and you are told.',
      }}
    >
      <DefaultPrice product={product} prices={prices} locale={locale} action={actions.setDefault} />
    </CatalogActions>
  );
}

interface DefaultPriceProps extends Omit<ProductActionsProps, 'actions'> {
  action: FormAction;
}

function DefaultPrice({ product, prices, locale, action }: DefaultPriceProps) {
  const { id, default_price_id: current } = product;
  const eligible = prices.filter((price) => price.active);
  if (eligible.length === 0) return null;
  return (
    <CommandForm
      action={action}
      fold="Choose the default price"
      submit="Make it the default"
      labels={fieldLabels}
      hidden={{ id }}
      help="The price that Stripe takes where none is named. Cue’s own checkout goes by lookup keys."
    >
      <CommandSelect
        label="Default price"
        name="default_price"
        className="max-w-xl"
        {...(current !== null && { initial: current })}
        options={eligible.map((price) => ({
          value: price.id,
          label: `${priceWords(price, locale)}, ${price.lookup_key ?? price.id}`,
        }))}
      />
    </CommandForm>
  );
}
