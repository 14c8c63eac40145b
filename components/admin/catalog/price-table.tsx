import type { PriceRow } from '@/lib/admin/rows';
import { DataTable } from '../data-table';
import { Money } from '../money';
import { ObjectId } from '../object-id';
import { StatusMark } from '../status-mark';
import { CatalogEmpty } from './catalog-empty';
import { rhythmWords, sellingStatus } from './catalog-words';
import { OwnedMark } from './owned-mark';
import { planOfPrice } from './ownership';

interface PriceTableProps {
  prices: readonly PriceRow[];
  /** Names of products by their ids; null where all are of one product. */
  productNames: ReadonlyMap<string, string> | null;
  /** The price that a checkout takes unless told otherwise. */
  defaultId?: string | null;
  isFiltered?: boolean;
  locale: string;
}

/** Prices, newest first. */
export function PriceTable({
  prices,
  productNames,
  defaultId = null,
  isFiltered = false,
  locale,
}: PriceTableProps) {
  return (
    <DataTable
      label="List of prices"
      rows={prices}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/prices/${id}`}
      empty={
        <CatalogEmpty
          what="prices"
          isFiltered={isFiltered}
          path="/admin/prices"
          text="A price says for how much, in which currency and how often a product is paid."
        />
      }
      columns={[
        {
          head: 'Price',
          cell: (price) => (
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span>
                <Money amountMinor={price.unit_amount} currency={price.currency} locale={locale} />{' '}
                <span className="font-normal text-soft">{rhythmWords(price)}</span>
              </span>
              {planOfPrice(price) !== null && <OwnedMark />}
              {price.id === defaultId && (
                <span className="text-xs font-normal text-faint">Default</span>
              )}
            </span>
          ),
        },
        { head: 'Status', cell: (price) => <StatusMark status={sellingStatus(price)} /> },
        ...(productNames === null
          ? []
          : [
              {
                head: 'Product',
                from: 'sm' as const,
                cell: ({ product_id: id }: PriceRow) =>
                  productNames.get(id) ?? <ObjectId id={id} />,
              },
            ]),
        {
          head: 'Lookup key',
          from: 'md',
          cell: ({ lookup_key: key, nickname }) =>
            key === null ? (
              <span className="text-faint">{nickname ?? 'None'}</span>
            ) : (
              <code className="font-mono text-xs break-words">{key}</code>
            ),
        },
        // Beside what is known of its product there is no room for it.
        ...(productNames === null
          ? []
          : [
              { head: 'Id', from: 'lg' as const, cell: ({ id }: PriceRow) => <ObjectId id={id} /> },
            ]),
      ]}
    />
  );
}
