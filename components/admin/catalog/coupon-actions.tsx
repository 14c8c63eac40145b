import type { FormAction } from '@/components/forms/form-state';
import type { CouponRow } from '@/lib/admin/rows';
import { CommandField } from '../command-field';
import { CommandForm } from '../command-form';
import { Panel } from '../panel';
import { couponStatus } from './catalog-words';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface CouponActionsProps {
  coupon: CouponRow;
  actions: Readonly<Record<'save' | 'archive' | 'restore' | 'remove', FormAction>>;
}

/** What can be changed of a coupon, each behind one line. */
export function CouponActions({ coupon, actions }: CouponActionsProps) {
  const { id, name } = coupon;
  const hidden = { id };
  return (
    <Panel title="Change">
      <div className="rounded border bg-sheet">
        <CommandForm
          action={actions.save}
          fold="Edit name and metadata"
          submit="Save coupon"
          labels={fieldLabels}
          hidden={hidden}
        >
          <CommandField
            label="Name"
            name="name"
            initial={name ?? ''}
            maxLength={40}
            autoComplete="off"
            className="max-w-xl"
            help="Left empty it stays as it is."
          />
          <MetadataField isChange />
        </CommandForm>
        {couponStatus(coupon) === 'archived' ? (
          <CommandForm
            action={actions.restore}
            fold="Bring this coupon back"
            submit="Restore coupon"
            hidden={hidden}
            help="Takes the mark away. Its promotion codes stay ended: turn on those that you want."
          />
        ) : (
          <CommandForm
            action={actions.archive}
            fold="Archive this coupon"
            submit="Archive coupon"
            hidden={hidden}
            help="Ends all of its promotion codes, so that nobody can redeem it. Discounts that were given go on."
          />
        )}
        <CommandForm
          action={actions.remove}
          fold="Delete this coupon"
          submit="Delete coupon"
          hidden={hidden}
          confirm={id}
          help="Nobody can redeem it any more, and its promotion codes end with it. Discounts that were given go on."
        />
      </div>
    </Panel>
  );
}
