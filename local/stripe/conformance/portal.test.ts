import type Stripe from 'stripe';
import { describe, expect, it } from 'vitest';
import { openShop } from './open-shop';
import { createPayer, idOf, subscribe } from './shop';

type Features = Stripe.BillingPortal.ConfigurationCreateParams.Features;

const { fixture, stripe, shop } = await openShop();

const offered = (...prices: Stripe.Price[]) =>
  prices.map(({ id, product }) => ({ product: idOf(product), prices: [id] }));

const switching = (): Features => ({
  customer_update: { enabled: true, allowed_updates: ['email'] },
  payment_method_update: { enabled: true },
  subscription_cancel: { enabled: true },
  subscription_update: {
    enabled: true,
    default_allowed_updates: ['price', 'quantity'],
    products: offered(shop.basic, shop.pro),
  },
});

const configure = (features: Features) => stripe.billingPortal.configurations.create({ features });

/** Code or words, and parameter, of the error that something ends in. */
async function refusal(work: Promise<unknown>): Promise<[string, string | undefined]> {
  const error: unknown = await work.then(
    () => new Error('It was not refused.'),
    (reason: unknown) => reason,
  );
  const { code, param, message } = error as Stripe.errors.StripeInvalidRequestError;
  return [code ?? message, param];
}

describe('a configuration of the portal', () => {
  it('is the default one from the start, and own ones beside it', async () => {
    const { data } = await stripe.billingPortal.configurations.list({ is_default: true });
    expect(data).toHaveLength(1);
    const [standard] = data;
    expect(standard).toMatchObject({
      active: true,
      features: { subscription_cancel: { enabled: true }, subscription_update: { enabled: false } },
    });
    const own = await configure(switching());
    const others = await stripe.billingPortal.configurations.list({ is_default: false });
    expect(others.data.map(({ id }) => id)).toEqual([own.id]);
    const ended = stripe.billingPortal.configurations.update(standard?.id ?? '', { active: false });
    expect((await refusal(ended))[1]).toBe('active');
  });

  it('keeps what an update does not name, and empties what it empties', async () => {
    const { id } = await stripe.billingPortal.configurations.create({
      business_profile: { headline: 'Cue', privacy_policy_url: 'https://example.com/privacy' },
      default_return_url: 'https://example.com/account',
      features: switching(),
      name: 'Plans',
    });
    const changed = await stripe.billingPortal.configurations.update(id, {
      business_profile: { headline: '', terms_of_service_url: 'https://example.com/terms' },
      default_return_url: '',
      features: {
        subscription_cancel: { mode: 'immediately', proration_behavior: 'create_prorations' },
        subscription_update: { default_allowed_updates: '' },
      },
    });
    expect(changed).toMatchObject({
      business_profile: {
        headline: null,
        privacy_policy_url: 'https://example.com/privacy',
        terms_of_service_url: 'https://example.com/terms',
      },
      default_return_url: null,
      features: {
        subscription_cancel: { enabled: true, mode: 'immediately' },
        subscription_update: { enabled: true, default_allowed_updates: [] },
      },
      name: 'Plans',
    });
  });

  it('has the address of a login page while it is switched on, and a new one when it is again', async () => {
    const { id, login_page: off } = await configure(switching());
    expect(off).toEqual({ enabled: false, url: null });
    const set = async (enabled: boolean) => {
      const params = { login_page: { enabled } };
      return (await stripe.billingPortal.configurations.update(id, params)).login_page.url;
    };
    const first = await set(true);
    expect(first).toContain(`${fixture.base}/p/login/`);
    expect(await set(false)).toBeNull();
    expect(await set(true)).not.toBe(first);
  });

  it.each<[string, (features: Features) => Features, string, string]>([
    [
      'no products',
      (all) => ({ ...all, subscription_update: { enabled: true, default_allowed_updates: [] } }),
      'parameter_missing',
      'features[subscription_update][products]',
    ],
    [
      'a price of another product',
      (all) => ({
        ...all,
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: [{ product: idOf(shop.basic.product), prices: [shop.pro.id] }],
        },
      }),
      'does not belong to the product',
      'features[subscription_update][products][0][prices][0]',
    ],
    [
      'a price that is paid once',
      (all) => ({
        ...all,
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: offered(shop.once),
        },
      }),
      'is not recurring',
      'features[subscription_update][products][0][prices][0]',
    ],
    [
      'one interval twice in a product',
      (all) => ({
        ...all,
        subscription_update: {
          enabled: true,
          default_allowed_updates: ['price'],
          products: [{ product: idOf(shop.pro.product), prices: [shop.pro.id, shop.pro.id] }],
        },
      }),
      'unique billing intervals',
      'features[subscription_update][products][0]',
    ],
    [
      'proration for a cancellation at the end of the period',
      (all) => ({
        ...all,
        subscription_cancel: { enabled: true, proration_behavior: 'create_prorations' },
      }),
      'proration_behavior',
      'features[subscription_cancel][proration_behavior]',
    ],
    [
      'pausing, which is not built',
      (all) => ({ ...all, subscription_pause: { enabled: true } }),
      'local_stripe_not_implemented',
      '',
    ],
  ])('is refused with %s', async (_name, spoil, words, param) => {
    const [said, at] = await refusal(configure(spoil(switching())));
    expect(said).toContain(words);
    expect(at ?? '').toBe(param);
  });
});

describe('a session of the portal', () => {
  it('needs a configuration that is active', async () => {
    const customer = await createPayer(fixture);
    const { id } = await configure(switching());
    await stripe.billingPortal.configurations.update(id, { active: false });
    const opened = stripe.billingPortal.sessions.create({
      customer: customer.id,
      configuration: id,
    });
    expect((await refusal(opened))[1]).toBe('configuration');
  });

  it('leads to its flow, and says what happens after it', async () => {
    const customer = await createPayer(fixture);
    const subscription = await subscribe(fixture, customer.id, shop.basic);
    const [item] = subscription.items.data;
    const configuration = (await configure(switching())).id;
    const coupon = await stripe.coupons.create({ percent_off: 30, duration: 'once' });
    const open = async (flow_data: Stripe.BillingPortal.SessionCreateParams.FlowData) =>
      (
        await stripe.billingPortal.sessions.create({
          customer: customer.id,
          configuration,
          flow_data,
        })
      ).flow;
    expect(
      await open({
        type: 'subscription_update_confirm',
        subscription_update_confirm: {
          subscription: subscription.id,
          items: [{ id: item?.id ?? '', price: shop.pro.id, quantity: 3 }],
          discounts: [{ coupon: coupon.id }],
        },
        after_completion: {
          type: 'hosted_confirmation',
          hosted_confirmation: { custom_message: 'Enjoy it.' },
        },
      }),
    ).toMatchObject({
      after_completion: { hosted_confirmation: { custom_message: 'Enjoy it.' }, redirect: null },
      subscription_update_confirm: {
        discounts: [{ coupon: coupon.id, promotion_code: null }],
        items: [{ id: item?.id, price: shop.pro.id, quantity: 3 }],
      },
    });
    expect(
      await open({
        type: 'subscription_cancel',
        subscription_cancel: {
          subscription: subscription.id,
          retention: { type: 'coupon_offer', coupon_offer: { coupon: coupon.id } },
        },
      }),
    ).toMatchObject({
      after_completion: { type: 'portal_homepage' },
      subscription_cancel: { retention: { coupon_offer: { coupon: coupon.id } } },
    });
    expect(await open({ type: 'customer_update' })).toMatchObject({ customer_update: {} });
  });

  it('is refused for what the configuration or the subscription does not allow', async () => {
    const customer = await createPayer(fixture);
    const basic = await subscribe(fixture, customer.id, shop.basic);
    const both = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: shop.basic.id }, { price: shop.pro.id }],
    });
    const leaving = await subscribe(fixture, customer.id, shop.basic, {
      cancel_at_period_end: true,
    });
    const all = (await configure(switching())).id;
    const none = (await configure({ invoice_history: { enabled: true } })).id;
    const attempt = async (
      configuration: string,
      type: 'subscription_cancel' | 'subscription_update' | 'subscription_update_confirm',
      subscription: Stripe.Subscription,
      price?: string,
    ) => {
      const [item] = subscription.items.data;
      const items = [{ id: item?.id ?? '', ...(price === undefined ? {} : { price }) }];
      const part = { subscription: subscription.id, ...(type.endsWith('confirm') && { items }) };
      const [words] = await refusal(
        stripe.billingPortal.sessions.create({
          customer: customer.id,
          configuration,
          flow_data: { type, [type]: part },
        }),
      );
      return words;
    };
    expect(await attempt(none, 'subscription_update', basic)).toBe(
      'This subscription cannot be updated because the subscription update feature in the portal ' +
        'configuration is disabled.',
    );
    expect(await attempt(none, 'subscription_cancel', basic)).toContain('is disabled');
    expect(await attempt(all, 'subscription_cancel', leaving)).toBe(
      `The subscription ${leaving.id} is already set to be canceled at period end.`,
    );
    expect(await attempt(all, 'subscription_update', both)).toContain(
      'multiple subscription items',
    );
    expect(await attempt(all, 'subscription_update_confirm', basic, shop.basic.id)).toBe(
      'Cannot update the subscription because there are no changes to confirm.',
    );
    expect(await attempt(all, 'subscription_update_confirm', basic, shop.proYearly.id)).toContain(
      'must be included in the configuration',
    );
    await stripe.subscriptions.cancel(basic.id);
    expect(await attempt(all, 'subscription_cancel', basic)).toContain('has ended');
  });
});

it('agrees with the SDK in every response and webhook body above', async () => {
  await fixture.control('settle');
  expect([...fixture.faults]).toEqual([]);
});
