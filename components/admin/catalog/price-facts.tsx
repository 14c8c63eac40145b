import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import type { PriceRow } from '@/lib/admin/rows';
import { Facts } from '../facts';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';
import { StatusMark } from '../status-mark';
import { toStatusWords } from '../status-tone';
import { priceWords, sellingStatus } from './catalog-words';
import { MetadataList } from './metadata-list';

interface PriceFactsProps {
  price: PriceRow;
  product: Readonly<{ id: string; name: string }>;
  isDefault: boolean;
  locale: string;
}

/** What is known of a price. */
export function PriceFacts({ price, product, isDefault, locale }: PriceFactsProps) {
  const { id, lookup_key: key, nickname, tax_behavior: tax, metadata, created_at: since } = price;
  return (
    <Panel title="Price">
      <Facts
        facts={[
          ['Status', <StatusMark key="status" status={sellingStatus(price)} />],
          ['Costs', priceWords(price, locale)],
          [
            'Product',
            <Link
              key="product"
              href={`/admin/products/${product.id}`}
              className="rounded break-words underline underline-offset-4"
            >
              {product.name}
            </Link>,
          ],
          ['Default', isDefault ? 'Of its product' : 'No'],
          [
            'Lookup key',
            key === null ? (
              'None'
            ) : (
              <code key="key" className="font-mono text-xs break-all">
                {key}
              </code>
            ),
          ],
          ['Nickname', nickname],
          ['Usage', price.usage_type === 'metered' ? 'Metered' : null],
          ['Tax', tax === null || tax === 'unspecified' ? null : toStatusWords(tax)],
          ['Id', <ObjectId key="id" id={id} />],
          ['Created', <LocalDate key="since" value={since} locale={locale} dateStyle="medium" />],
          [
            'Metadata',
            Object.keys(metadata).length === 0 ? null : (
              <MetadataList key="metadata" metadata={metadata} />
            ),
          ],
        ]}
      />
    </Panel>
  );
}
