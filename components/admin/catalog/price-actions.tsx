import type { FormAction } from '@/components/forms/form-state';
import type { PriceRow } from '@/lib/admin/rows';
import { CommandField } from '../command-field';
import { CommandForm } from '../command-form';
import { Panel } from '../panel';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

interface PriceActionsProps {
  price: PriceRow;
  actions: Readonly<Record<'save' | 'archive' | 'restore' | 'remove', FormAction>>;
}

/** What can be changed of a price besides its amount, each behind one line. */
export function PriceActions({ price, actions }: PriceActionsProps) {
  const { id, active, nickname, lookup_key: key } = price;
  const hidden = { id };
  return (
    <Panel title="Change">
      <div className="rounded border bg-sheet">
        <CommandForm
          action={actions.save}
          fold="Edit lookup key, nickname and metadata"
          submit="Save price"
          labels={fieldLabels}
          hidden={hidden}
        >
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
          <MetadataField isChange />
        </CommandForm>
        {active ? (
          <CommandForm
            action={actions.archive}
            fold="Archive this price"
            submit="Archive price"
            hidden={hidden}
            help="Nobody buys at it any more. Subscriptions to it go on, and it can be brought back."
          />
        ) : (
          <CommandForm
            action={actions.restore}
            fold="Bring this price back"
            submit="Restore price"
            hidden={hidden}
            help="It can be bought at again."
          />
        )}
        <CommandForm
          action={actions.remove}
          fold="Delete this price"
          submit="Delete price"
          hidden={hidden}
          confirm={id}
          help="Stripe deletes no prices, because invoices name them: it is archived instead, and you are told."
        />
      </div>
    </Panel>
  );
}
