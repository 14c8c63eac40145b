import 'server-only';
import type Stripe from 'stripe';
import { z } from 'zod';
import { AppError } from '@/lib/errors/app-error';
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
import { pageOfRows, requireRow } from '../mirror';
import { listCouponDiscounts } from '../queries';
import { couponRowSchema, discountRowSchema, promotionCodeRowSchema } from '../rows';

const id = idOf('coupon');
const name = z.string().trim().min(1).max(40);

const load = ({ stripe }: AdminDeps, input: { id: string }): Promise<Stripe.Coupon> =>
  stripe.coupons.retrieve(input.id);

const requireCoupon = (deps: AdminDeps, couponId: string) =>
  requireRow(deps, 'coupons', couponRowSchema, couponId);

const list = defineAdminCommand({
  name: 'coupons.list',
  title: 'List coupons',
  description: 'Coupons, newest first; with q those whose id or name contains it.',
  scope: 'catalog:read',
  object: 'coupon',
  isRead: true,
  http: { method: 'GET', path: '/coupons' },
  input: {
    q: searchField,
    valid: z.boolean().optional(),
    archived: z.boolean().optional(),
    ...pageFields,
  },
  output: pageOf(couponRowSchema),
  run: (deps, { q, valid, archived, ...page }) =>
    pageOfMatches(
      deps,
      'coupons',
      couponRowSchema,
      { valid },
      q === '' && archived === undefined
        ? null
        : (row) =>
            containsWords(q, [row.id, row.name]) &&
            (archived === undefined || (row.metadata.archived === 'true') === archived),
      page,
    ),
});

const get = defineAdminCommand({
  name: 'coupons.get',
  title: 'Get a coupon',
  description:
    'A coupon with its newest promotion codes and the newest discounts that it still gives.',
  scope: 'catalog:read',
  object: 'coupon',
  isRead: true,
  http: { method: 'GET', path: '/coupons/{id}' },
  input: { id },
  output: couponRowSchema.extend({
    promotion_codes: z.array(promotionCodeRowSchema),
    discounts: z.array(discountRowSchema),
  }),
  run: async (deps, input) => {
    const [coupon, codes, discounts] = await Promise.all([
      requireCoupon(deps, input.id),
      pageOfRows(
        deps,
        'promotion_codes',
        promotionCodeRowSchema,
        { coupon_id: input.id },
        { limit: 100 },
      ),
      listCouponDiscounts(deps.db, input.id, 100),
    ]);
    return {
      ...coupon,
      promotion_codes: codes.data,
      discounts: z.array(discountRowSchema).parse(discounts),
    };
  },
});

type Worth = Pick<Stripe.CouponCreateParams, 'percent_off' | 'amount_off' | 'currency'>;

/** Per cent or an amount, never both: Stripe would say so less clearly. */
function worthOf(input: {
  percent_off?: number | undefined;
  amount_off?: number | undefined;
  currency?: string | undefined;
}): Worth {
  const { percent_off, amount_off, currency } = input;
  if (percent_off !== undefined && amount_off === undefined) return { percent_off };
  if (amount_off !== undefined && percent_off === undefined && currency !== undefined) {
    return { amount_off, currency };
  }
  const message = 'Send percent_off, or amount_off with currency';
  throw new AppError('invalid_fields', {
    detail: `${message}.`,
    fields: [{ path: 'percent_off', message }],
  });
}

const create = defineAdminCommand({
  name: 'coupons.create',
  title: 'Create a coupon',
  description: 'A discount in per cent or as an amount, once, for some months or for ever.',
  scope: 'catalog:write',
  object: 'coupon',
  http: { method: 'POST', path: '/coupons', status: 201 },
  input: {
    id: id.optional().meta({ description: 'Chosen by you; Stripe makes one otherwise' }),
    name: name.optional(),
    percent_off: z.number().gt(0).max(100).optional(),
    amount_off: amountField.min(1).optional(),
    currency: currencyField.optional(),
    duration: z.enum(['once', 'repeating', 'forever']).default('once'),
    duration_in_months: z.int().min(1).max(36).optional(),
    max_redemptions: z.int().min(1).optional(),
    redeem_by: instantField.optional(),
    metadata: metadataField.optional(),
  },
  output: couponRowSchema,
  run: async (deps, input, { change }) => {
    const worth = worthOf(input);
    const { duration, duration_in_months, max_redemptions, redeem_by, metadata } = input;
    const coupon = await change('create', (options) =>
      deps.stripe.coupons.create(
        {
          ...worth,
          duration,
          ...given({ id: input.id, name: input.name, duration_in_months, max_redemptions }),
          ...(redeem_by !== undefined && { redeem_by: toSeconds(redeem_by) }),
          ...(metadata !== undefined && { metadata }),
        },
        options,
      ),
    );
    return requireCoupon(deps, coupon.id);
  },
});

const update = defineAdminCommand({
  name: 'coupons.update',
  title: 'Update a coupon',
  description: 'Changes its name and metadata; what it is worth can never be changed.',
  scope: 'catalog:write',
  object: 'coupon',
  http: { method: 'PATCH', path: '/coupons/{id}' },
  input: { id, name: name.optional(), metadata: metadataField.optional() },
  output: couponRowSchema,
  load,
  run: async (deps, input, { change }) => {
    await change('update', (options) =>
      deps.stripe.coupons.update(
        input.id,
        given({ name: input.name, metadata: input.metadata }),
        options,
      ),
    );
    return requireCoupon(deps, input.id);
  },
});

async function deactivateCodes(deps: AdminDeps, couponId: string, run: Run<unknown>) {
  const { stripe } = deps;
  const active = stripe.promotionCodes.list({ coupon: couponId, active: true, limit: 100 });
  for await (const { id: codeId } of active) {
    await run.change(`code ${codeId}`, (options) =>
      stripe.promotionCodes.update(codeId, { active: false }, options),
    );
  }
}

const archive = defineAdminCommand({
  name: 'coupons.archive',
  title: 'Archive a coupon',
  description:
    'Ends all of its promotion codes, so that nobody can redeem it, and marks it (metadata.archived). Discounts that were given go on. Stripe itself knows no archived coupons.',
  scope: 'catalog:write',
  object: 'coupon',
  http: { method: 'POST', path: '/coupons/{id}/archive' },
  input: { id },
  output: couponRowSchema,
  load,
  run: async (deps, input, run) => {
    await deactivateCodes(deps, input.id, run);
    await run.change('archive', (options) =>
      deps.stripe.coupons.update(input.id, { metadata: { archived: 'true' } }, options),
    );
    return requireCoupon(deps, input.id);
  },
});

const remove = defineAdminCommand({
  name: 'coupons.delete',
  title: 'Delete a coupon',
  description: 'Nobody can redeem a deleted coupon; discounts that were given go on.',
  scope: 'catalog:write',
  object: 'coupon',
  destructive: true,
  http: { method: 'DELETE', path: '/coupons/{id}' },
  input: { id },
  output: removalSchema,
  load,
  run: async (deps, input, run) => {
    // Its codes end with it at Stripe without an event of their own; ended here, the mirror knows.
    await deactivateCodes(deps, input.id, run);
    await run.send('delete', (options) => deps.stripe.coupons.del(input.id, {}, options));
    await run.refresh('coupon', input.id);
    return { id: input.id, result: 'deleted' as const, reason: null };
  },
});

export const couponCommands = [list, get, create, update, archive, remove] as const;
