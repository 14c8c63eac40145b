import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import type { Actor } from '../actor';
import { createAdminFixture } from '../admin-fixture';
import { createAdminDeps } from '../deps';
import type { CommandName } from '../registry';
import { runAdminCommand } from '../run';

const app = setUpApp();
const fixture = createAdminFixture(app);
const refused = (code: string) => expect.objectContaining({ code }) as unknown;

let admin: Actor;
beforeAll(async () => {
  admin = await fixture.admin();
});

const run = <Name extends CommandName>(name: Name, input: unknown) =>
  runAdminCommand(createAdminDeps(), { ...admin, requestId: randomUUID() }, name, input);

/** A product with a monthly price, which is its default and has a lookup key. */
async function sell(lookup_key: string) {
  const product = await run('products.create', { name: 'Tea' });
  const price = await run('prices.create', {
    product: product.id,
    unit_amount: 500,
    currency: 'usd',
    interval: 'month',
    lookup_key,
    nickname: 'Monthly',
    metadata: { kept: 'yes' },
  });
  await run('products.update', { id: product.id, default_price: price.id });
  return { product, price };
}

describe('the amount of a price', () => {
  it('is changed by a new price that takes over key, default and everything else', async () => {
    const { product, price } = await sell('tea_a');
    const next = await run('prices.replace', { id: price.id, unit_amount: 700 });
    expect(next).toMatchObject({
      active: true,
      unit_amount: 700,
      interval: 'month',
      lookup_key: 'tea_a',
      nickname: 'Monthly',
      metadata: { kept: 'yes' },
    });
    const { default_price_id, prices } = await run('products.get', { id: product.id });
    expect(default_price_id).toBe(next.id);
    expect(prices).toHaveLength(2);
    const old = prices.find((each) => each.id === price.id);
    expect(old).toMatchObject({ active: false, unit_amount: 500, lookup_key: null });
  });

  it('is changed to the end by a second run when the first was cut off', async () => {
    const { product, price } = await sell('tea_b');
    const half = await app.stripe.prices.create({
      product: product.id,
      unit_amount: 700,
      currency: 'usd',
      recurring: { interval: 'month' },
      lookup_key: 'tea_b',
      transfer_lookup_key: true,
      metadata: { kept: 'yes', cue_replaces: price.id },
    });
    await app.control.settle();
    const next = await run('prices.replace', { id: price.id, unit_amount: 700 });
    expect(next).toMatchObject({ id: half.id, lookup_key: 'tea_b' });
    const { prices } = await run('products.get', { id: product.id });
    expect(prices.filter(({ active }) => active)).toHaveLength(1);
  });

  it('is never edited', async () => {
    const { price } = await sell('tea_c');
    const edit = run('prices.update', { id: price.id, unit_amount: 1 });
    await expect(edit).rejects.toEqual(refused('invalid_fields'));
  });
});

describe('a lookup key', () => {
  it('that moves to another price leaves the first one in the mirror too', async () => {
    const { price } = await sell('tea_d');
    const other = await sell('tea_e');
    await run('prices.update', { id: other.price.id, lookup_key: 'tea_d' });
    expect((await run('prices.get', { id: price.id })).lookup_key).toBeNull();
    expect((await run('prices.get', { id: other.price.id })).lookup_key).toBe('tea_d');
  });
});

describe('an archived product', () => {
  it('sells nothing any more, and comes back as it was', async () => {
    const { product, price } = await sell('tea_f');
    expect(await run('products.archive', { id: product.id })).toMatchObject({ active: false });
    const checkout = run('checkout.create_session', { price_id: price.id });
    await expect(checkout).rejects.toEqual(refused('invalid_fields'));
    const back = await run('products.update', { id: product.id, active: true });
    expect(back.active).toBe(true);
    expect((await run('prices.get', { id: price.id })).active).toBe(true);
  });

  it('is what becomes of one that cannot be deleted, with all but its default price', async () => {
    const { product, price } = await sell('tea_g');
    const extra = await run('prices.create', {
      product: product.id,
      unit_amount: 1,
      currency: 'usd',
    });
    const end = await run('products.delete', { id: product.id, confirm: 'Tea' });
    expect(end).toMatchObject({ result: 'archived', reason: expect.any(String) as string });
    const { active, prices } = await run('products.get', { id: product.id });
    expect(active).toBe(false);
    expect(new Map(prices.map((each) => [each.id, each.active]))).toEqual(
      new Map([
        [extra.id, false],
        [price.id, true],
      ]),
    );
  });
});

describe('coupons and promotion codes', () => {
  it('are made, shown together and archived together', async () => {
    const coupon = await run('coupons.create', {
      amount_off: 500,
      currency: 'usd',
      duration: 'repeating',
      duration_in_months: 3,
      redeem_by: new Date(Date.now() + 86_400_000).toISOString(),
    });
    expect(coupon).toMatchObject({ amount_off: 500, duration_in_months: 3, valid: true });
    const code = await run('promotion_codes.create', {
      coupon: coupon.id,
      code: 'TEA5',
      max_redemptions: 10,
      first_time_transaction: true,
    });
    expect(code).toMatchObject({ code: 'TEA5', coupon_id: coupon.id, active: true });
    const renamed = await run('coupons.update', { id: coupon.id, name: 'Five off' });
    expect(renamed.name).toBe('Five off');
    const archived = await run('coupons.archive', { id: coupon.id });
    expect(archived.metadata).toMatchObject({ archived: 'true' });
    const { promotion_codes } = await run('coupons.get', { id: coupon.id });
    expect(promotion_codes).toMatchObject([{ id: code.id, active: false }]);
  });

  it('say when they cannot be deleted, and are turned off instead', async () => {
    const coupon = await run('coupons.create', { percent_off: 10 });
    const code = await run('promotion_codes.create', { coupon: coupon.id, code: 'TEN' });
    const end = await run('promotion_codes.delete', { id: code.id, confirm: 'TEN' });
    expect(end.result).toBe('archived');
    expect(end.reason).toContain('cannot be redeemed');
    const on = await run('promotion_codes.update', { id: code.id, active: true });
    expect(on.active).toBe(true);
  });

  it('cannot be worth two things, or nothing', async () => {
    for (const worth of [
      {},
      { percent_off: 5, amount_off: 5, currency: 'usd' },
      { amount_off: 5 },
    ]) {
      await expect(run('coupons.create', worth)).rejects.toEqual(refused('invalid_fields'));
    }
  });
});

describe('an id', () => {
  it.each(['..', '.', '../customers', 'a/b', 'a?b', '', 'x'.repeat(256)])(
    'that leads elsewhere is none: %s',
    async (id) => {
      await expect(run('products.archive', { id })).rejects.toEqual(refused('invalid_fields'));
    },
  );
});
