import type { CouponRow } from '@/lib/admin/rows';
import { CommandField } from '../command-field';
import { CatalogActions, type CatalogFormActions } from './catalog-actions';
import { couponStatus } from './catalog-words';

interface CouponActionsProps {
  coupon: CouponRow;
  actions: CatalogFormActions;
}

/** What can be changed of a coupon. */
export function CouponActions({ coupon, actions }: CouponActionsProps) {
  const { id, name } = coupon;
  return (
    <CatalogActions
      id={id}
      actions={actions}
      edit={{ fold: 'Edit name and metadata', submit: 'Save coupon' }}
      fields={
        <CommandField
          label="Name"
          name="name"
          initial={name ?? ''}
          maxLength={40}
          autoComplete="off"
          className="max-w-xl"
          help="Left empty it stays as it is."
        />
      }
      isArchived={couponStatus(coupon) === 'archived'}
      archive={{
        fold: 'Archive this coupon',
        submit: 'Archive coupon',
        help: 'Ends all of its promotion codes, so that nobody can redeem it. Discounts that were given go on.',
      }}
      restore={{
        fold: 'Bring this coupon back',
        submit: 'Restore coupon',
        help: 'Takes the mark away. Its promotion codes stay ended: turn on those that you want.',
      }}
      remove={{
        fold: 'Delete this coupon',
        submit: 'Delete coupon',
        confirm: id,
        help: 'Nobody can redeem it any more, and its promotion codes end with it. Discounts that were given go on.',
      }}
    />
  );
}
