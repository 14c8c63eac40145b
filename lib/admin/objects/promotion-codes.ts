import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { defineAdminCommand, type Run } from '../define';
import type { AdminDeps } from '../deps';
import {
  amountField,
  currencyField,
  given,
  idOf,
  instantField,
  metadataField,
  pageFields,
  pageOf,
  removalSchema,
  toSeconds,
} from '../input';
import { containsWords, pageOfMatches, searchField } from '../matches';
import { requireRow } from '../mirror';
import { promotionCodeRowSchema } from '../rows';

const id = idOf('promotion code');
const code = z
  .string()
  .trim()
  .regex(/^[\w-]{1,500}$/, 'Letters, digits, - and _ only');

const load = ({ stripe }: AdminDeps, input: { id: string }): Promise<Stripe.PromotionCode> =>
  stripe.promotionCodes.retrieve(input.id);

const requireCode = (deps: AdminDeps, codeId: string) =>
  requireRow(deps, 'promotion_codes', promotionCodeRowSchema, codeId);

const list = defineAdminCommand({
  name: 'promotion_codes.list',
  title: 'List promotion codes',
  description: 'Promotion codes, newest first; with q those whose id or code contains it.',
  scope: 'catalog:read',
  object: 'promotion_code',
  isRead: true,
  http: { method: 'GET', path: '/promotion-codes' },
  input: {
    q: searchField,
    coupon: idOf('coupon').optional(),
    code: code.optional(),
    active: z.boolean().optional(),
    ...pageFields,
  },
  output: pageOf(promotionCodeRowSchema),
  run: (deps, { q, coupon, code: text, active, ...page }) =>
    pageOfMatches(
      deps,
      'promotion_codes',
      promotionCodeRowSchema,
      { coupon_id: coupon, code: text, active },
      q === '' ? null : (row) => containsWords(q, [row.id, row.code]),
      page,
    ),
});

const get = defineAdminCommand({
  name: 'promotion_codes.get',
  title: 'Get a promotion code',
  description: 'One promotion code.',
  scope: 'catalog:read',
  object: 'promotion_code',
  isRead: true,
  http: { method: 'GET', path: '/promotion-codes/{id}' },
  input: { id },
  output: promotionCodeRowSchema,
  run: (deps, input) => requireCode(deps, input.id),
});

const create = defineAdminCommand({
  name: 'promotion_codes.create',
  title: 'Create a promotion code',
  description: 'A code that customers type to redeem a coupon.',
  scope: 'catalog:write',
  object: 'promotion_code',
  http: { method: 'POST', path: '/promotion-codes', status: 201 },
  input: {
    coupon: idOf('coupon'),
    code: code.optional().meta({ description: 'Chosen by you; Stripe makes one otherwise' }),
    customer: idOf('customer').optional().meta({ description: 'The only one who may redeem it' }),
    max_redemptions: z.int().min(1).optional(),
    expires_at: instantField.optional(),
    first_time_transaction: z.boolean().optional(),
    minimum_amount: amountField.optional(),
    minimum_amount_currency: currencyField.optional(),
    metadata: metadataField.optional(),
  },
  output: promotionCodeRowSchema,
  load: async ({ stripe }, input) => ({
    livemode: (await stripe.coupons.retrieve(input.coupon)).livemode,
  }),
  run: async (deps, input, { change }) => {
    const { first_time_transaction, minimum_amount, minimum_amount_currency } = input;
    const restrictions = given({ first_time_transaction, minimum_amount, minimum_amount_currency });
    const made = await change('create', (options) =>
      deps.stripe.promotionCodes.create(
        {
          promotion: { type: 'coupon', coupon: input.coupon },
          ...given({
            code: input.code,
            customer: input.customer,
            max_redemptions: input.max_redemptions,
          }),
          ...(input.expires_at !== undefined && { expires_at: toSeconds(input.expires_at) }),
          ...(input.metadata !== undefined && { metadata: input.metadata }),
          ...(Object.keys(restrictions).length > 0 && { restrictions }),
        },
        options,
      ),
    );
    return requireCode(deps, made.id);
  },
});

const update = defineAdminCommand({
  name: 'promotion_codes.update',
  title: 'Update a promotion code',
  description: 'Turns it on or off, or changes its metadata; the code itself stays.',
  scope: 'catalog:write',
  object: 'promotion_code',
  http: { method: 'PATCH', path: '/promotion-codes/{id}' },
  input: { id, active: z.boolean().optional(), metadata: metadataField.optional() },
  output: promotionCodeRowSchema,
  load,
  run: async (deps, input, { change }) => {
    await change('update', (options) =>
      deps.stripe.promotionCodes.update(
        input.id,
        given({ active: input.active, metadata: input.metadata }),
        options,
      ),
    );
    return requireCode(deps, input.id);
  },
});

async function deactivate(deps: AdminDeps, codeId: string, run: Run<unknown>): Promise<void> {
  await run.change('archive', (options) =>
    deps.stripe.promotionCodes.update(codeId, { active: false }, options),
  );
}

const archive = defineAdminCommand({
  name: 'promotion_codes.archive',
  title: 'Archive a promotion code',
  description: 'Nobody can redeem it any more; discounts that were given go on.',
  scope: 'catalog:write',
  object: 'promotion_code',
  http: { method: 'POST', path: '/promotion-codes/{id}/archive' },
  input: { id },
  output: promotionCodeRowSchema,
  load,
  run: async (deps, input, run) => {
    await deactivate(deps, input.id, run);
    return requireCode(deps, input.id);
  },
});

const remove = defineAdminCommand({
  name: 'promotion_codes.delete',
  title: 'Delete a promotion code',
  description: 'Stripe deletes no promotion code, so it is turned off, and said.',
  scope: 'catalog:write',
  object: 'promotion_code',
  destructive: true,
  http: { method: 'DELETE', path: '/promotion-codes/{id}' },
  input: { id },
  output: removalSchema,
  load,
  run: async (deps, input, run) => {
    await deactivate(deps, input.id, run);
    return {
      id: input.id,
      result: 'archived' as const,
      reason: 'Stripe deletes no promotion codes; this one cannot be redeemed any more.',
    };
  },
});

export const promotionCodeCommands = [list, get, create, update, archive, remove] as const;
