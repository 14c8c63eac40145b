import { LocalDate } from '@/components/ui/local-date';
import type { ProductRow } from '@/lib/admin/rows';
import { DataTable } from '../data-table';
import { ObjectId } from '../object-id';
import { StatusMark } from '../status-mark';
import { sellingStatus } from './catalog-words';
import { CatalogEmpty } from './catalog-empty';
import { OwnedMark } from './owned-mark';
import { planOfProduct } from './ownership';

interface ProductTableProps {
  products: readonly ProductRow[];
  /** Whether a search or filter left rows out. */
  isFiltered: boolean;
  locale: string;
}

/** Products, newest first. */
export function ProductTable({ products, isFiltered, locale }: ProductTableProps) {
  return (
    <DataTable
      label="List of products"
      rows={products}
      keyOf={({ id }) => id}
      hrefOf={({ id }) => `/admin/products/${id}`}
      empty={
        <CatalogEmpty
          what="products"
          isFiltered={isFiltered}
          path="/admin/products"
          text="A product is what is sold; its prices say for how much. The plans of Cue arrive with npm run stripe:push."
        />
      }
      columns={[
        {
          head: 'Product',
          cell: ({ id, name }) => (
            <span className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
              <span className="wrap-anywhere">{name}</span>
              {planOfProduct(id) !== null && <OwnedMark />}
            </span>
          ),
        },
        { head: 'Status', cell: (product) => <StatusMark status={sellingStatus(product)} /> },
        { head: 'Id', from: 'md', cell: ({ id }) => <ObjectId id={id} /> },
        {
          head: 'Since',
          from: 'sm',
          isNumber: true,
          cell: ({ created_at }) => (
            <span className="whitespace-nowrap text-soft">
              <LocalDate value={created_at} locale={locale} dateStyle="medium" />
            </span>
          ),
        },
      ]}
    />
  );
}
