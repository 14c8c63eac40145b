import type { PriceRow } from '@/lib/admin/rows';
import { CommandField } from '../command-field';
import { CatalogActions, type CatalogFormActions } from './catalog-actions';

interface PriceActionsProps {
  price: PriceRow;
  actions: CatalogFormActions;
}

/** What can be changed of a price besides its amount. */
export function PriceActions({ price, actions }: PriceActionsProps) {
  const { id, active, nickname, lookup_key: key } = price;
  return (
    <CatalogActions
      id={id}
      actions={actions}
      edit={{ fold: 'Edit lookup key, nickname and metadata', submit: 'Save price' }}
      fields={
        <>
          <CommandField
            label="Lookup key"
            name="lookup_key"
            initial={key ?? ''}
            maxLength={200}
            autoComplete="off"
            spellCheck={false}
            className="max-w-xl"
            help="Left empty it stays as it is. A key that another price has moves to this one."
          />
          <CommandField
            label="Nickname"
            name="nickname"
            initial={nickname ?? ''}
            maxLength={500}
            autoComplete="off"
            className="max-w-xl"
            help="For operators; customers do not see it."
          />
        </>
      }
      isArchived={!active}
      archive={{
        fold: 'Archive this price',
        submit: 'Archive price',
        help: 'Nobody buys at it any more. Subscriptions to it go on, and it can be brought back.',
      }}
      restore={{
        fold: 'Bring this price back',
        submit: 'Restore price',
        help: 'It can be bought at again.',
      }}
      remove={{
        fold: 'Delete this price',
        submit: 'Delete price',
        confirm: id,
        help: 'Stripe deletes no prices, because invoices name them: it is archived instead, and you are told.',
      }}
    />
  );
}
