import type { FormAction } from '@/components/forms/form-state';
import { CommandField } from './command-field';
import { CommandForm } from './command-form';
import { Panel } from './panel';

interface CustomerActionsProps {
  customer: { id: string; email: string | null; name: string | null; phone: string | null };
  actions: Readonly<Record<'save' | 'link' | 'sync' | 'portal' | 'remove', FormAction>>;
}

/** What an admin can do with a customer. */
export function CustomerActions({ customer, actions }: CustomerActionsProps) {
  const { id, email, name, phone } = customer;
  return (
    <Panel title="Actions">
      <div className="rounded border bg-sheet">
        <CommandForm
          action={actions.save}
          fold="Edit"
          submit="Save customer"
          hidden={{ id }}
          labels={{ email: 'E-mail', name: 'Name', phone: 'Phone' }}
        >
          <div className="grid max-w-2xl gap-5">
            <CommandField
              label="E-mail"
              name="email"
              type="email"
              required
              initial={email ?? ''}
              autoComplete="off"
            />
            <CommandField label="Name" name="name" initial={name ?? ''} autoComplete="off" />
            <CommandField label="Phone" name="phone" initial={phone ?? ''} autoComplete="off" />
          </div>
        </CommandForm>
        <CommandForm
          action={actions.portal}
          fold="Portal link"
          submit="Make portal link"
          hidden={{ customer: id }}
          help="Opens Stripe’s billing portal. Whoever has the link acts as this customer for a few minutes: send it to nobody else."
          resultLabel="The link, shown this once"
        />
        <CommandForm
          action={actions.sync}
          fold="Sync now"
          submit="Sync customer"
          hidden={{ id }}
          help="Reads the customer, with subscriptions and invoices, anew from Stripe."
        />
        <CommandForm
          action={actions.link}
          fold="Link to a person"
          submit="Link customer"
          hidden={{ id }}
          confirm={email ?? id}
          labels={{ email: 'The person’s e-mail' }}
          help="For a purchase made under a wrong address: all that this customer bought goes to the person. Whoever had it before loses it."
        >
          <CommandField
            label="The person’s e-mail"
            name="email"
            type="email"
            required
            autoComplete="off"
            className="max-w-md"
            help="Of the account in Cue."
          />
        </CommandForm>
        <CommandForm
          action={actions.remove}
          fold="Delete"
          submit="Delete customer"
          hidden={{ id }}
          confirm={email ?? id}
          help="Stripe forgets the customer with cards and discounts, and has no archive for customers. A running subscription has to be cancelled first; invoices and payments stay."
        />
      </div>
    </Panel>
  );
}
