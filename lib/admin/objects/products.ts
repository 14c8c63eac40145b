import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { syncObject } from '@/lib/stripe/sync/sync';
import { defineAdminCommand } from '../define';
import type { AdminDeps } from '../deps';
import { given, idOf, metadataField, pageFields, pageOf, removalSchema } from '../input';
import { containsWords, pageOfMatches, searchField } from '../matches';
import { requireRow } from '../mirror';
import { listRows } from '../queries';
import { priceRowSchema, productRowSchema } from '../rows';
import { refusalOf } from '../stripe-errors';

const id = idOf('product');
const fields = {
  name: z.string().trim().min(1).max(250),
  description: z.string().trim().max(1000),
  metadata: metadataField,
};

/** The product as Stripe has it now. */
async function load({ stripe }: AdminDeps, input: { id: string }): Promise<Stripe.Product> {
  return stripe.products.retrieve(input.id);
}

const requireProduct = (deps: AdminDeps, productId: string) =>
  requireRow(deps, 'products', productRowSchema, productId);

/**
 * Archives the prices of a product that is to be gone. Its default price stays: Stripe refuses that, and
 * sells nothing of an archived product anyway.
 */
async function archivePrices({ stripe, db }: AdminDeps, product: Stripe.Product): Promise<void> {
  const { id: productId, default_price: reference } = product;
  const defaultId = typeof reference === 'string' ? reference : reference?.id;
  for await (const price of stripe.prices.list({ product: productId, active: true, limit: 100 })) {
    if (price.id === defaultId) continue;
    await syncObject({ stripe, db }, await stripe.prices.update(price.id, { active: false }));
  }
}

const list = defineAdminCommand({
  name: 'products.list',
  title: 'List products',
  description: 'Products, newest first; with q those whose id, name or description contains it.',
  scope: 'catalog:read',
  object: 'product',
  isRead: true,
  http: { method: 'GET', path: '/products' },
  input: { q: searchField, active: z.boolean().optional(), ...pageFields },
  output: pageOf(productRowSchema),
  run: (deps, { q, active, ...page }) =>
    pageOfMatches(
      deps,
      'products',
      productRowSchema,
      { active },
      q === '' ? null : (row) => containsWords(q, [row.id, row.name, row.description]),
      page,
    ),
});

const get = defineAdminCommand({
  name: 'products.get',
  title: 'Get a product',
  description: 'A product with all of its prices.',
  scope: 'catalog:read',
  object: 'product',
  isRead: true,
  http: { method: 'GET', path: '/products/{id}' },
  input: { id },
  output: productRowSchema.extend({ prices: z.array(priceRowSchema) }),
  run: async (deps, input) => {
    const [product, prices] = await Promise.all([
      requireProduct(deps, input.id),
      listRows(deps.db, 'prices', { product_id: [input.id] }, { limit: 500 }),
    ]);
    return { ...product, prices: z.array(priceRowSchema).parse(prices) };
  },
});

const create = defineAdminCommand({
  name: 'products.create',
  title: 'Create a product',
  description: 'A new product without a price.',
  scope: 'catalog:write',
  object: 'product',
  http: { method: 'POST', path: '/products', status: 201 },
  input: {
    id: id.optional().meta({ description: 'Chosen by you; Stripe makes one otherwise' }),
    name: fields.name,
    description: fields.description.min(1).optional(),
    metadata: fields.metadata.optional(),
  },
  output: productRowSchema,
  run: async (deps, { id: chosen, name, description, metadata }, { change }) => {
    const product = await change('create', (options) =>
      deps.stripe.products.create(
        {
          name,
          ...given({ id: chosen, description, metadata }),
        },
        options,
      ),
    );
    return requireProduct(deps, product.id);
  },
});

const update = defineAdminCommand({
  name: 'products.update',
  title: 'Update a product',
  description:
    'Changes what is sent and leaves the rest; active: true brings an archived product back.',
  scope: 'catalog:write',
  object: 'product',
  http: { method: 'PATCH', path: '/products/{id}' },
  input: {
    id,
    name: fields.name.optional(),
    description: fields.description.optional(),
    metadata: fields.metadata.optional(),
    active: z.boolean().optional(),
    default_price: idOf('price').optional(),
  },
  output: productRowSchema,
  load,
  run: async (deps, input, { change }) => {
    const { id: productId, name, description, metadata, active, default_price } = input;
    await change('update', (options) =>
      deps.stripe.products.update(
        productId,
        given({ name, description, metadata, active, default_price }),
        options,
      ),
    );
    return requireProduct(deps, productId);
  },
});

const archive = defineAdminCommand({
  name: 'products.archive',
  title: 'Archive a product',
  description: 'Nobody buys it any more; subscriptions go on. products.update brings it back.',
  scope: 'catalog:write',
  object: 'product',
  http: { method: 'POST', path: '/products/{id}/archive' },
  input: { id },
  output: productRowSchema,
  load,
  run: async (deps, input, { change }) => {
    await change('archive', (options) =>
      deps.stripe.products.update(input.id, { active: false }, options),
    );
    return requireProduct(deps, input.id);
  },
});

const remove = defineAdminCommand({
  name: 'products.delete',
  title: 'Delete a product',
  description:
    'Deletes a product. One that has prices can only be archived at Stripe: then that is done, and said.',
  scope: 'catalog:write',
  object: 'product',
  destructive: true,
  http: { method: 'DELETE', path: '/products/{id}' },
  input: { id },
  output: removalSchema,
  load,
  run: async (deps, input, { send, change, refresh }) => {
    const { stripe } = deps;
    try {
      await send('delete', (options) => stripe.products.del(input.id, {}, options));
    } catch (error) {
      const reason = refusalOf(error);
      if (reason === null) throw error;
      const product = await change('archive', (options) =>
        stripe.products.update(input.id, { active: false }, options),
      );
      await archivePrices(deps, product);
      return { id: input.id, result: 'archived' as const, reason };
    }
    await refresh('product', input.id);
    return { id: input.id, result: 'deleted' as const, reason: null };
  },
});

export const productCommands = [list, get, create, update, archive, remove] as const;
