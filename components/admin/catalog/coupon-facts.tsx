import { LocalDate } from '@/components/ui/local-date';
import type { CouponRow } from '@/lib/admin/rows';
import { Facts } from '../facts';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';
import { StatusMark } from '../status-mark';
import { couponStatus, durationWords, redeemedWords, worthWords } from './catalog-words';
import { MetadataList } from './metadata-list';

/** What is known of a coupon. */
export function CouponFacts({ coupon, locale }: { coupon: CouponRow; locale: string }) {
  const { id, metadata, redeem_by: until, created_at: since } = coupon;
  return (
    <Panel title="Coupon">
      <Facts
        facts={[
          ['Status', <StatusMark key="status" status={couponStatus(coupon)} />],
          ['Takes', worthWords(coupon, locale)],
          ['For how long', durationWords(coupon)],
          ['Redeemed', redeemedWords(coupon)],
          [
            'Until',
            until === null ? (
              'No end'
            ) : (
              <LocalDate key="until" value={until} locale={locale} dateStyle="medium" withTime />
            ),
          ],
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
