import { describe, expect, test } from 'vitest';
import { itemOf, openPortalShop } from './portal-fixture';

const { stripe, browser, basic, pro, advance, open } = await openPortalShop();

describe('a quantity', () => {
  test('is changed within its limits, and the difference is paid', async () => {
    const { plan, read, invoices } = await open({});
    expect((await browser.open(`${plan}/update`)).text).toContain('max="5"');
    for (const quantity of ['0', '6', '2.5', 'many']) {
      const page = await browser.open(`${plan}/confirm?price=${basic}&quantity=${quantity}`);
      expect([page.status, page.text]).toEqual([422, expect.stringContaining('from 1 to 5')]);
    }
    const confirm = await browser.open(`${plan}/confirm?price=${basic}&quantity=3`);
    expect(confirm.text).toContain('3 × $20.00 per month');
    await browser.submit(`${plan}/update`, { price: basic, quantity: '3' });
    expect(itemOf(await read())).toMatchObject({ quantity: 3 });
    expect(await invoices()).toEqual([4000, 2000]);
  });

  test('stays where the configuration does not let it be changed', async () => {
    const { plan, read } = await open({ update: { default_allowed_updates: ['price'] } });
    expect((await browser.open(`${plan}/update`)).text).not.toContain('name="quantity"');
    await browser.submit(`${plan}/update`, { price: pro, quantity: '4' });
    expect(itemOf(await read())).toMatchObject({ quantity: 1, price: { id: pro } });
  });

  test('alone can be changed where prices cannot', async () => {
    const { plan, read } = await open({ update: { default_allowed_updates: ['quantity'] } });
    expect((await browser.open(`${plan}/update`)).text).not.toContain('$40.00');
    await browser.submit(`${plan}/update`, { price: pro, quantity: '4' });
    expect(itemOf(await read())).toMatchObject({ quantity: 1, price: { id: basic } });
    await browser.submit(`${plan}/update`, { quantity: '4' });
    expect(itemOf(await read())).toMatchObject({ quantity: 4, price: { id: basic } });
  });

  test('that makes an item cheaper waits for the end of the period where a condition says so', async () => {
    const { plan, read } = await open({
      update: { schedule_at_period_end: { conditions: [{ type: 'decreasing_item_amount' }] } },
    });
    // Dearer per piece, fewer pieces, and more in all: at once. Then less in all: later.
    await browser.submit(`${plan}/update`, { price: pro, quantity: '3' });
    expect(itemOf(await read())).toMatchObject({ quantity: 3, price: { id: pro } });
    const page = await browser.open(`${plan}/confirm?price=${basic}&quantity=5`);
    expect(page.text).toContain('Your plan changes on February 28, 2026');
    await browser.submit(`${plan}/update`, { price: basic, quantity: '5' });
    expect(itemOf(await read())).toMatchObject({ quantity: 3, price: { id: pro } });
    expect((await read()).schedule).not.toBeNull();
  });
});

describe('a change', () => {
  test('may begin a new period', async () => {
    const { plan, read } = await open({ update: { billing_cycle_anchor: 'now' } });
    const before = await read();
    await advance(600);
    await browser.submit(`${plan}/update`, { price: pro });
    const after = await read();
    expect(after.billing_cycle_anchor).toBe(before.billing_cycle_anchor + 600);
  });

  test('ends a trial unless the configuration lets it go on', async () => {
    const ending = await open({ trialDays: 14 });
    const page = await browser.open(`${ending.plan}/confirm?price=${pro}`);
    expect(page.text).toContain('Your trial ends with this change');
    await browser.submit(`${ending.plan}/update`, { price: pro });
    expect((await ending.read()).status).toBe('active');
    const going = await open({
      trialDays: 14,
      update: { trial_update_behavior: 'continue_trial' },
    });
    await browser.submit(`${going.plan}/update`, { price: pro });
    expect(await going.read()).toMatchObject({ status: 'trialing' });
    expect(itemOf(await going.read())?.price.id).toBe(pro);
  });

  test('of a plan with several parts is not offered, and cancelling it is', async () => {
    const { base, plan } = await open({ prices: [basic, pro] });
    const home = await browser.open(`${base}/home`);
    expect(home.text).toContain('basic + pro');
    expect(home.text).not.toContain('Update plan');
    expect(home.text).toContain('Cancel plan');
    expect((await browser.open(`${plan}/update`)).status).toBe(404);
    expect((await browser.submit(`${plan}/update`, { price: pro })).status).toBe(404);
  });
});

describe('a promotion code', () => {
  test('lowers what is due, or says at its field that it is not valid', async () => {
    const { plan, read, invoices } = await open({});
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    await stripe.promotionCodes.create({
      code: 'HALF',
      promotion: { type: 'coupon', coupon: coupon.id },
    });
    const wrong = await browser.open(`${plan}/confirm?price=${pro}&quantity=1&code=NOPE`);
    expect([wrong.status, wrong.text]).toEqual([422, expect.stringContaining('code-error')]);
    const page = await browser.open(`${plan}/confirm?price=${pro}&quantity=1&code=HALF`);
    expect(page.text).toContain('Promotion code <strong>HALF</strong>');
    expect(page.text).toContain('less the discount');
    await browser.submit(`${plan}/update`, { price: pro, quantity: '1', code: 'HALF' });
    expect((await read()).discounts).toHaveLength(1);
    expect(await invoices()).toEqual([0, 2000]);
  });

  test('is not asked for where the configuration does not say so', async () => {
    const { plan } = await open({ update: { default_allowed_updates: ['price'] } });
    const page = await browser.open(`${plan}/confirm?price=${pro}`);
    expect(page.text).not.toContain('Promotion code');
  });
});
