import { LocalDate } from '@/components/ui/local-date';
import type { ProductRow } from '@/lib/admin/rows';
import { Facts } from '../facts';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';
import { StatusMark } from '../status-mark';
import { sellingStatus } from './catalog-words';
import { MetadataList } from './metadata-list';

/** What is known of a product. */
export function ProductFacts({ product, locale }: { product: ProductRow; locale: string }) {
  const { id, description, metadata, created_at: since, updated_at: changed } = product;
  return (
    <Panel title="Product">
      <Facts
        facts={[
          ['Status', <StatusMark key="status" status={sellingStatus(product)} />],
          ['Description', description],
          ['Id', <ObjectId key="id" id={id} />],
          ['Created', <LocalDate key="since" value={since} locale={locale} dateStyle="medium" />],
          [
            'Changed',
            <LocalDate key="changed" value={changed} locale={locale} dateStyle="medium" />,
          ],
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
