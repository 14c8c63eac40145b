import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { withClaim } from '../commands';
import { defineAdminCommand } from '../define';
import type { AdminDeps } from '../deps';
import {
  emailField,
  given,
  idOf,
  metadataField,
  pageFields,
  pageOf,
  removalSchema,
} from '../input';
import { toPage, withProductNames } from '../mirror';
import { findCustomer, findPerson, listTimeline, searchCustomers } from '../queries';
import {
  chargeRowSchema,
  customerRowSchema,
  foundCustomerSchema,
  invoiceRowSchema,
  ownerSchema,
  paymentMethodRowSchema,
  refundRowSchema,
  subscriptionRowSchema,
  timelineEntrySchema,
} from '../rows';
import { claimOf, findOther } from './subscription-start';

const id = idOf('customer');

const customerSchema = customerRowSchema
  .extend({
    owner: ownerSchema.nullable(),
    entitlements: z
      .object({
        plan: z.string(),
        features: z.array(z.string()),
        limits: z.record(z.string(), z.int().nullable()),
        usage: z.record(z.string(), z.int()),
      })
      .nullable()
      .meta({ description: 'What the person may do; null while the customer belongs to nobody' }),
    subscriptions: z.array(subscriptionRowSchema),
    invoices: z.array(invoiceRowSchema),
    payments: z.array(chargeRowSchema),
    refunds: z.array(refundRowSchema),
    payment_methods: z.array(paymentMethodRowSchema),
  })
  .meta({ id: 'AdminCustomerDetails' });

async function load({ stripe }: AdminDeps, input: { id: string }): Promise<Stripe.Customer> {
  const customer = await stripe.customers.retrieve(input.id);
  if (customer.deleted === true) throw new AppError('not_found');
  return customer;
}

async function requireCustomer(deps: AdminDeps, customerId: string) {
  const found = await findCustomer(deps.db, customerId);
  if (found === null) throw new AppError('not_found');
  const customer = customerSchema.parse(found);
  return { ...customer, subscriptions: await withProductNames(deps, customer.subscriptions) };
}

const search = defineAdminCommand({
  name: 'customers.search',
  title: 'Search customers',
  description:
    'Customers by a part of their e-mail address or name, or by an id of theirs, of a subscription, an invoice or a payment. Without q: all, newest first.',
  scope: 'customers:read',
  object: 'customer',
  isRead: true,
  http: { method: 'GET', path: '/customers' },
  input: { q: z.string().trim().max(200).default(''), ...pageFields },
  output: pageOf(foundCustomerSchema),
  run: async ({ db }, { q, ...page }) => {
    const rows = await searchCustomers(db, q, page);
    return toPage(z.array(foundCustomerSchema).parse(rows), page.limit);
  },
});

const get = defineAdminCommand({
  name: 'customers.get',
  title: 'Get a customer',
  description:
    'A customer with the person behind him, his subscriptions, newest invoices, payments, refunds, cards and what he may use.',
  scope: 'customers:read',
  object: 'customer',
  isRead: true,
  http: { method: 'GET', path: '/customers/{id}' },
  input: { id },
  output: customerSchema,
  run: (deps, input) => requireCustomer(deps, input.id),
});

const cursorSchema = z.object({
  at: z.iso.datetime({ offset: true }),
  key: z.string().regex(/^(event|action):\d{1,19}$/),
});

/** `<at>|<key>` of the entry to go on below; null when it is none. */
function parseCursor(text: string): z.output<typeof cursorSchema> | null {
  const [at, key] = text.split('|');
  return cursorSchema.safeParse({ at, key }).data ?? null;
}

const timeline = defineAdminCommand({
  name: 'customers.timeline',
  title: 'What happened to a customer',
  description: "Stripe's events about a customer and what operators did, newest first.",
  scope: 'customers:read',
  object: 'customer',
  isRead: true,
  http: { method: 'GET', path: '/customers/{id}/timeline' },
  input: {
    id,
    after: z
      .string()
      .max(80)
      .refine((text) => parseCursor(text) !== null, 'Must be the next_cursor of a page before')
      .optional()
      .meta({ description: 'next_cursor of the page before' }),
    limit: pageFields.limit,
  },
  output: pageOf(timelineEntrySchema),
  run: async ({ db }, { id: customerId, after, limit }) => {
    const before = parseCursor(after ?? '') ?? undefined;
    const rows = await listTimeline(db, customerId, { limit: limit + 1, before });
    const entries = z.array(timelineEntrySchema).parse(rows);
    const data = entries.slice(0, limit);
    const last = entries.length > limit ? data.at(-1) : undefined;
    return { data, next_cursor: last === undefined ? null : `${last.at}|${last.key}` };
  },
});

const fields = {
  email: emailField,
  name: z.string().trim().max(150),
  phone: z.string().trim().max(20),
  metadata: metadataField,
};

/** Who a customer belongs to is said by `customers.link`, which verifies the person. */
function requireNoOwner(metadata: Record<string, string> | undefined): void {
  if (metadata === undefined || !Object.hasOwn(metadata, 'cue_user_id')) return;
  const message = 'Use customers.link to say whose customer this is';
  throw new AppError('invalid_fields', {
    detail: `${message}.`,
    fields: [{ path: 'metadata.cue_user_id', message }],
  });
}

const create = defineAdminCommand({
  name: 'customers.create',
  title: 'Create a customer',
  description: 'A customer who belongs to nobody yet; see customers.link.',
  scope: 'customers:write',
  object: 'customer',
  http: { method: 'POST', path: '/customers', status: 201 },
  input: {
    email: fields.email,
    name: fields.name.optional(),
    phone: fields.phone.optional(),
    metadata: fields.metadata.optional(),
  },
  output: customerSchema,
  run: async (deps, { email, name, phone, metadata }, { change }) => {
    requireNoOwner(metadata);
    const customer = await change('create', (options) =>
      deps.stripe.customers.create(
        {
          email,
          ...given({ name, phone, metadata }),
        },
        options,
      ),
    );
    return requireCustomer(deps, customer.id);
  },
});

const update = defineAdminCommand({
  name: 'customers.update',
  title: 'Update a customer',
  description: 'Changes what is sent and leaves the rest.',
  scope: 'customers:write',
  object: 'customer',
  http: { method: 'PATCH', path: '/customers/{id}' },
  input: {
    id,
    email: fields.email.optional(),
    name: fields.name.optional(),
    phone: fields.phone.optional(),
    metadata: fields.metadata.optional(),
  },
  output: customerSchema,
  load,
  run: async (deps, { id: customerId, email, name, phone, metadata }, { change }) => {
    requireNoOwner(metadata);
    await change('update', (options) =>
      deps.stripe.customers.update(customerId, given({ email, name, phone, metadata }), options),
    );
    return requireCustomer(deps, customerId);
  },
});

const link = defineAdminCommand({
  name: 'customers.link',
  title: 'Link a customer to a person',
  description:
    'Gives a customer, with all he bought, to the person with this account: for a purchase made with a wrong e-mail address. Whoever had it before loses it.',
  scope: 'customers:write',
  object: 'customer',
  destructive: true,
  http: { method: 'POST', path: '/customers/{id}/link' },
  input: { id, email: emailField.meta({ description: "The address of the person's account" }) },
  output: customerSchema,
  load,
  run: async (deps, { id: customerId, email }, { change }) => {
    const person = await findPerson(deps.db, email);
    if (person === null) {
      throw new AppError('not_found', { detail: 'Nobody has an account with this address.' });
    }
    // The link follows from what the customer says at Stripe, so a rebuilt mirror finds it again.
    await change('link', (options) =>
      deps.stripe.customers.update(
        customerId,
        { metadata: { cue_user_id: person.user_id } },
        options,
      ),
    );
    return requireCustomer(deps, customerId);
  },
});

const remove = defineAdminCommand({
  name: 'customers.delete',
  title: 'Delete a customer',
  description:
    'Deletes a customer without a running subscription at Stripe, with his cards and discounts, for good: Stripe has no archive for customers. Invoices and payments stay.',
  scope: 'customers:write',
  object: 'customer',
  destructive: true,
  http: { method: 'DELETE', path: '/customers/{id}' },
  input: { id },
  output: removalSchema,
  load,
  run: (deps, { id: customerId }, { send, refresh }) =>
    // Stripe would end a subscription with its customer, so nobody may start one meanwhile.
    withClaim(deps.db, claimOf(customerId), async () => {
      const live = await findOther(deps, customerId);
      if (live !== null) {
        throw new AppError('conflict', {
          detail: `This customer has the subscription ${live.id}, which would end with him. Cancel it now, then delete the customer.`,
        });
      }
      await send('delete', (options) => deps.stripe.customers.del(customerId, {}, options));
      await refresh('customer', customerId);
      return { id: customerId, result: 'deleted' as const, reason: null };
    }),
});

export const customerCommands = [search, get, timeline, create, update, link, remove] as const;
