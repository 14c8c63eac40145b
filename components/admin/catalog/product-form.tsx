import type { FormAction } from '@/components/forms/form-state';
import { CommandField } from '../command-field';
import { CommandForm } from '../command-form';
import { CommandTextArea } from './command-text-area';
import { fieldLabels } from './field-labels';
import { MetadataField } from './metadata-field';

/** Makes a product. */
export function ProductForm({ action }: { action: FormAction }) {
  return (
    <CommandForm action={action} submit="Create product" labels={fieldLabels} isPrimary>
      <CommandField
        label="Name"
        name="name"
        required
        maxLength={250}
        autoComplete="off"
        className="max-w-xl"
        help="Customers read it at the checkout and on invoices."
      />
      <CommandTextArea
        label="Description"
        name="description"
        maxLength={1000}
        className="max-w-xl"
        help="One or two sentences for the checkout."
      />
      <CommandField
        label="Id"
        name="id"
        maxLength={255}
        autoComplete="off"
        spellCheck={false}
        className="max-w-xl"
        help="Letters, digits, dots, - and _. Left empty, Stripe makes one. It never changes."
      />
      <MetadataField />
    </CommandForm>
  );
}
