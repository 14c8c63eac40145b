/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import type { TaxId } from './schema';

/** A tax ID that was not taken, and why. */
export interface TaxIdProblem {
  type: string;
  value: string;
  message: string;
}

/** Kinds that most test customers have; the API knows many more. */
const kinds: Readonly<Record<string, string>> = {
  au_abn: 'Australia, ABN',
  br_cnpj: 'Brazil, CNPJ',
  ca_bn: 'Canada, BN',
  ch_vat: 'Switzerland, VAT',
  eu_vat: 'European Union, VAT',
  gb_vat: 'United Kingdom, VAT',
  in_gst: 'India, GST',
  no_vat: 'Norway, VAT',
  us_ein: 'United States, EIN',
};

interface TaxIdsProps {
  base: string;
  taxIds: readonly TaxId[];
  problem: TaxIdProblem | undefined;
}

/** A customer's tax IDs, each to remove, and a form for another. */
export function TaxIds({ base, taxIds, problem }: TaxIdsProps) {
  return (
    <section class="card stack" aria-labelledby="tax-ids">
      <h2 id="tax-ids">Tax IDs</h2>
      {taxIds.length > 0 && (
        <ul class="rows">
          {taxIds.map(({ id, type, value }) => (
            <li>
              <span class="grow">
                <span class="mono num">{value}</span>{' '}
                <span class="soft small">{kinds[type] ?? type}</span>
              </span>
              <form method="post" action={`${base}/tax-ids/${id}/remove`}>
                <button class="button is-plain is-small">
                  Remove<span class="visually-hidden"> {value}</span>
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <form class="stack" method="post" action={`${base}/tax-ids`} novalidate>
        <div class="tax-id">
          <Field id="type" label="Kind" error={undefined}>
            {(attributes) => (
              <select {...attributes}>
                {Object.entries(kinds).map(([kind, label]) => (
                  <option value={kind} selected={kind === (problem?.type ?? 'eu_vat')}>
                    {label}
                  </option>
                ))}
              </select>
            )}
          </Field>
          <Field id="value" label="Number" error={problem?.message}>
            {(attributes) => (
              <input
                {...attributes}
                autocomplete="off"
                maxlength={64}
                placeholder="DE123456789"
                value={problem?.value ?? ''}
              />
            )}
          </Field>
        </div>
        <p>
          <button class="button is-small">Add tax ID</button>
        </p>
      </form>
    </section>
  );
}
