import Link from 'next/link';
import { LocalDate } from '@/components/ui/local-date';
import type { PromotionCodeRow } from '@/lib/admin/rows';
import { formatAmount } from '../amount';
import { Facts } from '../facts';
import { ObjectId } from '../object-id';
import { Panel } from '../panel';
import { StatusMark } from '../status-mark';
import { codeStatus, redeemedWords } from './catalog-words';
import { MetadataList } from './metadata-list';

interface CodeFactsProps {
  code: PromotionCodeRow;
  /** The coupon behind it, in words; null when it is not in the mirror. */
  coupon: Readonly<{ id: string; words: string }> | null;
  now: Date;
  locale: string;
}

/** What is known of a promotion code. */
export function CodeFacts({ code, coupon, now, locale }: CodeFactsProps) {
  const { customer_id: customer, minimum_amount: least, expires_at: until, metadata } = code;
  const currency = code.minimum_amount_currency;
  return (
    <Panel title="Promotion code">
      <Facts
        facts={[
          ['Status', <StatusMark key="status" status={codeStatus(code, now)} />],
          [
            'Coupon',
            coupon === null ? (
              'Unknown'
            ) : (
              <Link
                key="coupon"
                href={`/admin/coupons/${coupon.id}`}
                className="rounded break-words underline underline-offset-4"
              >
                {coupon.words}
              </Link>
            ),
          ],
          ['Redeemed', redeemedWords(code)],
          [
            'Until',
            until === null ? (
              'No end'
            ) : (
              <LocalDate key="until" value={until} locale={locale} dateStyle="medium" withTime />
            ),
          ],
          ['Who', code.first_time_transaction ? 'Who has never paid before' : 'Everybody'],
          [
            'Customer',
            customer === null ? null : (
              <Link
                key="customer"
                href={`/admin/customers/${customer}`}
                className="rounded break-words underline underline-offset-4"
              >
                {customer}
              </Link>
            ),
          ],
          [
            'Orders from',
            least === null || currency === null ? null : formatAmount(least, currency, locale),
          ],
          ['Id', <ObjectId key="id" id={code.id} />],
          [
            'Created',
            <LocalDate key="since" value={code.created_at} locale={locale} dateStyle="medium" />,
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
