import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
import { defineAdminCommand, type Run } from '../define';
import type { AdminDeps } from '../deps';
import { amountField, currencyField, given, idOf, metadataField, removalSchema } from '../input';
import { pageOfRows, requireRow } from '../mirror';
import { priceRowSchema } from '../rows';
import { priceReads } from './price-reads';

const id = idOf('price');
const lookupKey = z.string().trim().min(1).max(200);
const nickname = z.string().trim().max(500);
const interval = z.enum(['day', 'week', 'month', 'year']);
const taxBehavior = z.enum(['inclusive', 'exclusive', 'unspecified']);

const load = ({ stripe }: AdminDeps, input: { id: string }): Promise<Stripe.Price> =>
  stripe.prices.retrieve(input.id);

const requirePrice = (deps: AdminDeps, priceId: string) =>
  requireRow(deps, 'prices', priceRowSchema, priceId);

const toId = (reference: string | { id: string }) =>
  typeof reference === 'string' ? reference : reference.id;

/** Brings the prices that lost a lookup key to a new one into the mirror; Stripe tells by webhook only. */
async function refreshHolders(
  deps: AdminDeps,
  { refresh }: Run<unknown>,
  key: string | undefined,
  exceptId: string,
): Promise<void> {
  if (key === undefined) return;
  const { data } = await pageOfRows(
    deps,
    'prices',
    priceRowSchema,
    { lookup_key: key },
    { limit: 100 },
  );
  for (const row of data) if (row.id !== exceptId) await refresh('price', row.id);
}

const create = defineAdminCommand({
  name: 'prices.create',
  title: 'Create a price',
  description:
    'A new price of a product, once or per interval. A lookup key that another price has moves here.',
  scope: 'catalog:write',
  object: 'price',
  http: { method: 'POST', path: '/prices', status: 201 },
  input: {
    product: idOf('product'),
    unit_amount: amountField,
    currency: currencyField,
    interval: interval.optional().meta({ description: 'Left out: paid once' }),
    interval_count: z.int().min(1).max(36).default(1),
    lookup_key: lookupKey.optional(),
    nickname: nickname.optional(),
    tax_behavior: taxBehavior.optional(),
    metadata: metadataField.optional(),
  },
  output: priceRowSchema,
  // What is verified is the product, so that a price is never made for one of the other mode.
  load: async ({ stripe }, input) => ({
    livemode: (await stripe.products.retrieve(input.product)).livemode,
  }),
  run: async (deps, input, run) => {
    const { interval: every, interval_count, lookup_key, ...rest } = input;
    const price = await run.send('create', (options) =>
      deps.stripe.prices.create(
        {
          product: rest.product,
          unit_amount: rest.unit_amount,
          currency: rest.currency,
          ...(every !== undefined && { recurring: { interval: every, interval_count } }),
          ...(lookup_key !== undefined && { lookup_key, transfer_lookup_key: true }),
          ...given({
            nickname: rest.nickname,
            tax_behavior: rest.tax_behavior,
            metadata: rest.metadata,
          }),
        },
        options,
      ),
    );
    await refreshHolders(deps, run, lookup_key, price.id);
    await run.mirror(price);
    return requirePrice(deps, price.id);
  },
});

const update = defineAdminCommand({
  name: 'prices.update',
  title: 'Update a price',
  description: 'Changes everything but the amount, which is never changed: see prices.replace.',
  scope: 'catalog:write',
  object: 'price',
  http: { method: 'PATCH', path: '/prices/{id}' },
  input: {
    id,
    active: z.boolean().optional(),
    nickname: nickname.optional(),
    lookup_key: lookupKey.optional(),
    metadata: metadataField.optional(),
  },
  output: priceRowSchema,
  load,
  run: async (deps, input, run) => {
    const { id: priceId, active, nickname: called, lookup_key, metadata } = input;
    const price = await run.send('update', (options) =>
      deps.stripe.prices.update(
        priceId,
        {
          ...given({ active, nickname: called }),
          ...(lookup_key !== undefined && { lookup_key, transfer_lookup_key: true }),
          ...(metadata !== undefined && { metadata }),
        },
        options,
      ),
    );
    await refreshHolders(deps, run, lookup_key, priceId);
    await run.mirror(price);
    return requirePrice(deps, priceId);
  },
});

/** The product's default price follows, then the old price is archived: only now does nothing need it. */
async function retire(deps: AdminDeps, old: Stripe.Price, next: string, run: Run<unknown>) {
  const { stripe } = deps;
  const product = await stripe.products.retrieve(toId(old.product));
  const current = product.default_price;
  if (current !== null && current !== undefined && toId(current) === old.id) {
    await run.mirror(
      await run.send('default', (options) =>
        stripe.products.update(product.id, { default_price: next }, options),
      ),
    );
  }
  await run.mirror(
    await run.send('archive', (options) =>
      stripe.prices.update(old.id, { active: false }, options),
    ),
  );
}

/** The price that an earlier run made in the place of another and did not come to retire it. */
async function findReplacement(
  { stripe }: AdminDeps,
  old: Stripe.Price,
  wanted: { unit_amount: number; currency: string },
): Promise<Stripe.Price | null> {
  const { data } = await stripe.prices.list({
    product: toId(old.product),
    currency: wanted.currency,
    active: true,
    limit: 100,
  });
  const isMeant = (price: Stripe.Price) =>
    price.metadata.cue_replaces === old.id && price.unit_amount === wanted.unit_amount;
  return data.find(isMeant) ?? null;
}

/** Another price like the old one. Its lookup key moves along, in the same request. */
async function createLike(
  { stripe }: AdminDeps,
  old: Stripe.Price,
  wanted: { unit_amount: number; currency: string },
  run: Run<unknown>,
): Promise<Stripe.Price> {
  const { recurring, lookup_key, nickname: called, tax_behavior } = old;
  const price = await run.change('create', (options) =>
    stripe.prices.create(
      {
        ...wanted,
        product: toId(old.product),
        metadata: { ...old.metadata, cue_replaces: old.id },
        ...(recurring !== null && {
          recurring: { interval: recurring.interval, interval_count: recurring.interval_count },
        }),
        ...(lookup_key !== null && { lookup_key, transfer_lookup_key: true }),
        ...(called !== null && { nickname: called }),
        ...(tax_behavior !== null && { tax_behavior }),
      },
      options,
    ),
  );
  return price;
}

const replace = defineAdminCommand({
  name: 'prices.replace',
  title: 'Change the amount of a price',
  description:
    'Makes a price with another amount, otherwise the same, moves the lookup key and the default to it and archives the old one. Who pays the old price goes on paying it. Run again after it was cut off, it goes on where it stood.',
  scope: 'catalog:write',
  object: 'price',
  http: { method: 'POST', path: '/prices/{id}/replace', status: 201 },
  input: { id, unit_amount: amountField, currency: currencyField.optional() },
  output: priceRowSchema,
  load,
  run: async (deps, { unit_amount, currency }, run) => {
    const old = run.target;
    if (old.billing_scheme !== 'per_unit') {
      throw new AppError('provider_refused', { detail: 'A price in tiers has no single amount.' });
    }
    const wanted = { unit_amount, currency: currency ?? old.currency };
    const next =
      (await findReplacement(deps, old, wanted)) ?? (await createLike(deps, old, wanted, run));
    await retire(deps, old, next.id, run);
    return requirePrice(deps, next.id);
  },
});

async function setInactive(deps: AdminDeps, priceId: string, run: Run<unknown>): Promise<void> {
  await run.change('archive', (options) =>
    deps.stripe.prices.update(priceId, { active: false }, options),
  );
}

const archive = defineAdminCommand({
  name: 'prices.archive',
  title: 'Archive a price',
  description: 'Nobody buys at an archived price any more; subscriptions to it go on.',
  scope: 'catalog:write',
  object: 'price',
  http: { method: 'POST', path: '/prices/{id}/archive' },
  input: { id },
  output: priceRowSchema,
  load,
  run: async (deps, input, run) => {
    await setInactive(deps, input.id, run);
    return requirePrice(deps, input.id);
  },
});

const remove = defineAdminCommand({
  name: 'prices.delete',
  title: 'Delete a price',
  description: 'Stripe deletes no price, so it is archived, and said.',
  scope: 'catalog:write',
  object: 'price',
  destructive: true,
  http: { method: 'DELETE', path: '/prices/{id}' },
  input: { id },
  output: removalSchema,
  load,
  run: async (deps, input, run) => {
    await setInactive(deps, input.id, run);
    return {
      id: input.id,
      result: 'archived' as const,
      reason: 'Stripe deletes no prices, because invoices name them.',
    };
  },
});

export const priceCommands = [...priceReads, create, update, replace, archive, remove] as const;
