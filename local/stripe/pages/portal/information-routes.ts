import type { Context } from 'hono';
import { textOf } from '../card-input';
import { toProblem } from '../client';
import { addTaxId, removeTaxId, saveInformation } from './actions';
import { listTaxIds, type PortalContext } from './context';
import { fieldOfParam, fieldsOf, readValues, toParams, valuesOf, type Values } from './fields';
import { Information } from './information';
import { finish, notHere, show, type PortalRoutes } from './respond';
import type { TaxIdProblem } from './tax-ids';

/** Name, addresses and tax IDs, as far as the configuration lets customers change them. */
export function mountInformation(routes: PortalRoutes): void {
  routes.get('/information', (c, context) =>
    allowedOf(context).length === 0 ? notHere(c, context) : page(c, context, {}),
  );

  routes.post('/information', async (c, context) => {
    const fields = fieldsOf(allowedOf(context));
    if (fields.length === 0) return notHere(c, context);
    const values = readValues(await c.req.formData(), fields);
    // Invoices have to arrive somewhere, so an address may be changed and not taken away.
    if (values.email === '') {
      const error = { field: 'email', message: 'Enter the e-mail address for invoices.' };
      return page(c, context, { values, error });
    }
    try {
      await saveInformation(context, toParams(values));
    } catch (error) {
      const { message, param } = toProblem(error);
      return page(c, context, { values, error: { field: fieldOfParam(param), message } });
    }
    return finish(c, context, 'information');
  });

  routes.post('/tax-ids', async (c, context) => {
    if (!allowedOf(context).includes('tax_id')) return notHere(c, context);
    const form = await c.req.formData();
    const taxId = { type: textOf(form, 'type'), value: textOf(form, 'value') };
    try {
      await addTaxId(context, taxId);
    } catch (error) {
      return page(c, context, { taxIdProblem: { ...taxId, message: toProblem(error).message } });
    }
    return finish(c, context, 'tax-id');
  });

  routes.post('/tax-ids/:taxId/remove', async (c, context) => {
    const taxIds = allowedOf(context).includes('tax_id') ? await listTaxIds(context) : [];
    const taxId = taxIds.find(({ id }) => id === c.req.param('taxId'));
    if (taxId === undefined) return notHere(c, context);
    await removeTaxId(context, taxId.id);
    return finish(c, context, 'tax-id');
  });
}

function allowedOf({ configuration }: PortalContext): string[] {
  const { enabled, allowed_updates: allowed } = configuration.features.customer_update;
  return enabled ? allowed : [];
}

interface Shown {
  values?: Values;
  error?: { field: string; message: string };
  taxIdProblem?: TaxIdProblem;
}

async function page(c: Context, context: PortalContext, shown: Shown): Promise<Response> {
  const taxIds = allowedOf(context).includes('tax_id') ? await listTaxIds(context) : [];
  const values = shown.values ?? valuesOf(context.customer);
  const isProblem = shown.error !== undefined || shown.taxIdProblem !== undefined;
  return show(
    c,
    context,
    Information({ context, taxIds, ...shown, values }),
    isProblem ? 422 : 200,
  );
}
