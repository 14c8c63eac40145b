import type { FormAction } from '@/components/forms/form-state';
import type { PriceRow, ProductRow } from '@/lib/admin/rows';
import { CommandField, CommandSelect } from '../command-field';
import { CommandForm } from '../command-form';
import { Panel } from '../panel';
import { priceWords } from './catalog-words';
import { CommandTextArea } from './command-text-area';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface ProductActionsProps {
  product: ProductRow;
  prices: readonly PriceRow[];
  locale: string;
  actions: Readonly<Record<'save' | 'setDefault' | 'archive' | 'restore' | 'remove', FormAction>>;
}

/** What can be changed of a product, each behind one line. */
export function ProductActions({ product, prices, locale, actions }: ProductActionsProps) {
  const { id, name, description, active, default_price_id: current } = product;
  const eligible = prices.filter((price) => price.active);
  const hidden = { id };
  return (
    <Panel title="Change">
      <div className="rounded border bg-sheet">
        <CommandForm
          action={actions.save}
          fold="Edit name, description and metadata"
          submit="Save product"
          labels={fieldLabels}
          hidden={hidden}
        >
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
          <MetadataField isChange />
        </CommandForm>
        {eligible.length > 0 && (
          <CommandForm
            action={actions.setDefault}
            fold="Choose the default price"
            submit="Make it the default"
            labels={fieldLabels}
            hidden={hidden}
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
        )}
        {active ? (
          <CommandForm
            action={actions.archive}
            fold="Archive this product"
            submit="Archive product"
            hidden={hidden}
            help="Nobody can buy it any more. Subscriptions go on, and it can be brought back."
          />
        ) : (
          <CommandForm
            action={actions.restore}
            fold="Bring this product back"
            submit="Restore product"
            hidden={hidden}
            help="It can be bought again, at those of its prices that are active."
          />
        )}
        <CommandForm
          action={actions.remove}
          fold="Delete this product"
          submit="Delete product"
          hidden={hidden}
          confirm={id}
          help="Stripe deletes only products without prices. Where it refuses, the product and its prices are archived instead, and you are told."
        />
      </div>
    </Panel>
  );
}
