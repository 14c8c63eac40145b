/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import type { PortalContext } from './context';
import { countries, countryName, fieldsOf, type InformationField, type Values } from './fields';
import { GoBack, PortalFrame } from './frame';
import type { TaxId } from './schema';
import { TaxIds, type TaxIdProblem } from './tax-ids';

interface InformationProps {
  context: PortalContext;
  values: Values;
  error?: { field: string; message: string } | undefined;
  taxIds: readonly TaxId[];
  taxIdProblem?: TaxIdProblem | undefined;
}

/** Whom invoices are for and where they go, as far as the configuration lets it be changed. */
export function Information(props: InformationProps) {
  const { context, values, error, taxIds, taxIdProblem } = props;
  const allowed = context.configuration.features.customer_update.allowed_updates;
  const fields = fieldsOf(allowed);
  const groups = [...new Set(fields.map(({ group }) => group))];
  return (
    <PortalFrame context={context} title="Billing information" isStep task="customer_update">
      {fields.length > 0 && (
        <form class="card stack" method="post" action={`${context.base}/information`} novalidate>
          {groups.map((group) => (
            <fieldset class={`stack ${group === 'customer' ? '' : 'place'}`}>
              {group !== 'customer' && <legend>{legends[group]}</legend>}
              {fields
                .filter((field) => field.group === group)
                .map((field) => (
                  <InformationInput
                    field={field}
                    value={values[field.name] ?? ''}
                    error={error?.field === field.name ? error.message : undefined}
                  />
                ))}
            </fieldset>
          ))}
          <div class="row">
            <button class="button is-primary" data-busy="Saving…">
              Save information
            </button>
            <GoBack context={context} task="customer_update" />
          </div>
        </form>
      )}
      {allowed.includes('tax_id') && (
        <TaxIds base={context.base} taxIds={taxIds} problem={taxIdProblem} />
      )}
    </PortalFrame>
  );
}

const legends = { address: 'Billing address', shipping: 'Shipping address', customer: '' } as const;

interface InputProps {
  field: InformationField;
  value: string;
  error: string | undefined;
}

function InformationInput({ field, value, error }: InputProps) {
  const { name, label, autocomplete, type } = field;
  return (
    <Field id={name} label={label} error={error}>
      {(attributes) =>
        type === 'country' ? (
          <select {...attributes} autocomplete={autocomplete}>
            <option value="">Not given</option>
            {countries(value).map((code) => (
              <option value={code} selected={code === value}>
                {countryName(code)}
              </option>
            ))}
          </select>
        ) : (
          <input
            {...attributes}
            type={type}
            autocomplete={autocomplete}
            maxlength={256}
            value={value}
          />
        )
      }
    </Field>
  );
}

/** The same for reading: one fact for each thing that may be changed. */
export function informationOf({
  configuration,
  customer,
}: PortalContext): { name: string; value: string | null }[] {
  const allowed = configuration.features.customer_update.allowed_updates;
  const place = (address: typeof customer.address | undefined) => {
    if (!address) return null;
    const { line1, line2, postal_code: code, city, state, country } = address;
    const parts = [line1, line2, [code, city].filter(Boolean).join(' '), state];
    const text = [...parts, country === null ? null : countryName(country)].filter(Boolean);
    return text.length === 0 ? null : text.join(', ');
  };
  const facts: Record<string, { name: string; value: string | null }> = {
    name: { name: 'Name', value: customer.name },
    email: { name: 'E-mail', value: customer.email },
    phone: { name: 'Phone', value: customer.phone },
    address: { name: 'Address', value: place(customer.address) },
    shipping: { name: 'Shipping', value: place(customer.shipping?.address) },
  };
  return Object.entries(facts).flatMap(([update, fact]) => (allowed.includes(update) ? fact : []));
}
