import 'server-only';
import { z } from 'zod';
import { requireReturnUrl, returnPaths } from '@/lib/billing/return-url';
import { findPortalConfiguration } from '@/lib/catalog/portal';
import { AppError } from '@/lib/errors/app-error';
import { defineAdminCommand } from '../define';
import { idOf } from '../input';

const createSession = defineAdminCommand({
  name: 'portal.create_session',
  title: 'Create a portal link',
  description:
    "Opens Stripe's billing portal for a customer. Whoever has the URL acts as that customer, for a short time.",
  scope: 'billing:write',
  object: 'customer',
  idField: 'customer',
  http: { method: 'POST', path: '/portal-session', status: 201 },
  input: {
    customer: idOf('customer'),
    return_url: z
      .string()
      .min(1)
      .max(2048)
      .optional()
      .meta({ description: 'Path or URL of this app' }),
  },
  output: z.object({ id: z.string(), url: z.url() }),
  load: async ({ stripe }, input) => {
    const customer = await stripe.customers.retrieve(input.customer);
    if (customer.deleted === true) throw new AppError('not_found');
    return customer;
  },
  run: async ({ stripe, origin }, input, { send }) => {
    const return_url = requireReturnUrl(origin, input.return_url, 'return_url', returnPaths.portal);
    const configuration = await findPortalConfiguration(stripe);
    const session = await send('create', (options) =>
      stripe.billingPortal.sessions.create(
        {
          customer: input.customer,
          return_url,
          ...(configuration !== null && { configuration: configuration.id }),
        },
        options,
      ),
    );
    return { id: session.id, url: session.url };
  },
});

export const portalCommands = [createSession] as const;
