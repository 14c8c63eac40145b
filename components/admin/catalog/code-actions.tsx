import type { FormAction } from '@/components/forms/form-state';
import type { PromotionCodeRow } from '@/lib/admin/rows';
import { CommandForm } from '../command-form';
import { Panel } from '../panel';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface CodeActionsProps {
  code: PromotionCodeRow;
  actions: Readonly<Record<'save' | 'archive' | 'restore' | 'remove', FormAction>>;
}

/** What can be changed of a promotion code, each behind one line. */
export function CodeActions({ code: promotion, actions }: CodeActionsProps) {
  const { id, code, active } = promotion;
  const hidden = { id };
  return (
    <Panel title="Change">
      <div className="rounded border bg-sheet">
        <CommandForm
          action={actions.save}
          fold="Edit metadata"
          submit="Save promotion code"
          labels={fieldLabels}
          hidden={hidden}
        >
          <MetadataField isChange />
        </CommandForm>
        {active ? (
          <CommandForm
            action={actions.archive}
            fold="Turn this code off"
            submit="Turn code off"
            hidden={hidden}
            help="Nobody can redeem it any more. Discounts that were given go on, and it can be turned on again."
          />
        ) : (
          <CommandForm
            action={actions.restore}
            fold="Turn this code on"
            submit="Turn code on"
            hidden={hidden}
            help="Stripe refuses that for a code that has expired or is used up."
          />
        )}
        <CommandForm
          action={actions.remove}
          fold="Delete this code"
          submit="Delete code"
          hidden={hidden}
          confirm={code}
          help="Stripe deletes no promotion codes: it is turned off instead, and you are told."
        />
      </div>
    </Panel>
  );
}
