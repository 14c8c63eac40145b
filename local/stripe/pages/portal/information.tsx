/** @jsxImportSource hono/jsx */
import { Field } from '../card-form';
import type { PortalContext } from './context';
import { PortalFrame } from './frame';

interface InformationProps {
  context: PortalContext;
  values: { name: string; email: string };
  error?: { field: 'name' | 'email'; message: string } | undefined;
}

/** Name and e-mail of invoices, as far as the configuration lets them be changed. */
export function Information({ context, values, error }: InformationProps) {
  const allowed = context.configuration.features.customer_update.allowed_updates;
  const messageAt = (field: 'name' | 'email') =>
    error?.field === field ? error.message : undefined;
  return (
    <PortalFrame context={context} title="Billing information" isStep>
      <form class="card stack" method="post" action={`${context.base}/information`} novalidate>
        {allowed.includes('name') && (
          <Field id="name" label="Name" error={messageAt('name')}>
            {(attributes) => (
              <input {...attributes} autocomplete="name" maxlength={256} value={values.name} />
            )}
          </Field>
        )}
        {allowed.includes('email') && (
          <Field id="email" label="E-mail for invoices" error={messageAt('email')}>
            {(attributes) => (
              <input {...attributes} type="email" autocomplete="email" value={values.email} />
            )}
          </Field>
        )}
        <div class="row">
          <button class="button is-primary">Save information</button>
          <a class="button" href={`${context.base}/home`}>
            Go back
          </a>
        </div>
      </form>
    </PortalFrame>
  );
}
