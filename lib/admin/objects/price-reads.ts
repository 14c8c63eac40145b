import 'server-only';
import { z } from 'zod';
import { defineAdminCommand } from '../define';
import { idOf, pageFields, pageOf } from '../input';
import { containsWords, pageOfMatches, searchField } from '../matches';
import { requireRow } from '../mirror';
import { priceRowSchema } from '../rows';

const list = defineAdminCommand({
  name: 'prices.list',
  title: 'List prices',
  description: 'Prices, newest first; with q those whose id, lookup key or nickname contains it.',
  scope: 'catalog:read',
  object: 'price',
  isRead: true,
  http: { method: 'GET', path: '/prices' },
  input: {
    q: searchField,
    product: idOf('product').optional(),
    active: z.boolean().optional(),
    lookup_key: z.string().trim().min(1).max(200).optional(),
    ...pageFields,
  },
  output: pageOf(priceRowSchema),
  run: (deps, { q, product, active, lookup_key, ...page }) =>
    pageOfMatches(
      deps,
      'prices',
      priceRowSchema,
      { product_id: product, active, lookup_key },
      q === '' ? null : (row) => containsWords(q, [row.id, row.lookup_key, row.nickname]),
      page,
    ),
});

const get = defineAdminCommand({
  name: 'prices.get',
  title: 'Get a price',
  description: 'One price.',
  scope: 'catalog:read',
  object: 'price',
  isRead: true,
  http: { method: 'GET', path: '/prices/{id}' },
  input: { id: idOf('price') },
  output: priceRowSchema,
  run: (deps, input) => requireRow(deps, 'prices', priceRowSchema, input.id),
});

export const priceReads = [list, get] as const;
