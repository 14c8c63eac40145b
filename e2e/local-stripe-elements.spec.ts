import { expect, type ConsoleMessage, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { cards } from './support/checkout';
import { expectFitsPhone } from './support/fits';
import { createPayer, createPlans, secretOf, stripe } from './support/local-stripe';
import { openShop, payInShop, test, typeCard } from './support/shop-page';

const result = (page: Page) => page.locator('#result');
const newIntent = () => stripe.paymentIntents.create({ amount: 1999, currency: 'usd' });

/** Calls something of Stripe.js in the page and answers what it resolves to, or its error's words. */
async function inPage(page: Page, code: string): Promise<unknown> {
  return page.evaluate(
    `(async () => { const { stripe, elements, element, events } = window.shop; return ${code}; })()
      .catch((error) => error.name + ': ' + error.message)`,
  );
}

test('the pinned loader takes the script for its own release, and the element says its events', async ({
  page,
  shopUrl,
}) => {
  const warnings: string[] = [];
  page.on('console', (message: ConsoleMessage) => warnings.push(message.text()));
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).hostname));
  const { client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, { elements: { clientSecret } });
  await typeCard(page, cards.pays);
  const events = (await inPage(page, 'events')) as { name: string; complete?: boolean }[];
  expect(events.map(({ name }) => name).filter((name) => name !== 'blur')).toEqual([
    'loaderstart',
    'ready',
    ...['focus', 'change', 'focus', 'change', 'focus', 'change'],
  ]);
  expect(events.filter(({ name }) => name === 'change').map(({ complete }) => complete)).toEqual([
    false,
    false,
    true,
  ]);
  expect(warnings).toEqual([]);
  expect([...new Set(asked)]).toEqual(['127.0.0.1']);
});

test('the element is accessible and fits a phone, empty, wrong and declined', async ({
  page,
  shopUrl,
}) => {
  const { client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, { elements: { clientSecret } });
  await expect(page.getByText('Local test: no card is charged.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Pay' }).click();
  const number = page.getByLabel('Card number');
  await expect(number).toBeFocused();
  await expect(number).toHaveAccessibleDescription('Your card number is incomplete.');
  await expect(page.getByRole('alert').first()).toHaveText('Your card number is incomplete.');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await payInShop(page, cards.declined);
  await expect(number).toHaveAccessibleDescription('Your card was declined.');
  await expect(result(page)).toHaveText('card_declined: Your card was declined.');
});

test('with the keyboard alone a card pays, after the bank was told no and then yes', async ({
  page,
  shopUrl,
}) => {
  const { id, client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, { elements: { clientSecret } });
  await page.keyboard.press('Tab');
  await page.keyboard.type('4000002500003155');
  await page.keyboard.press('Tab');
  await page.keyboard.type('1234');
  await page.keyboard.press('Tab');
  await page.keyboard.type('123');
  await expect(page.getByLabel('Card number')).toHaveValue(cards.authenticates);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const bank = page.getByRole('dialog', { name: 'Is this you?' });
  await expect(bank).toContainText('$19.99');
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.keyboard.press('Escape');
  await expect(bank).toHaveCount(0);
  await expect(result(page)).toContainText('payment_intent_authentication_failure');
  expect((await stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
  await page.getByRole('button', { name: 'Pay' }).press('Enter');
  await expect(page.getByRole('button', { name: 'Complete authentication' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(result(page)).toHaveText('succeeded');
  expect((await stripe.paymentIntents.retrieve(id)).amount_received).toBe(1999);
});

test('paid with redirect, the page is left for the return address with Stripe’s parameters', async ({
  page,
  shopUrl,
}) => {
  const { id, client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, { elements: { clientSecret }, redirect: 'always' });
  await payInShop(page, cards.pays);
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible();
  const { origin, pathname, searchParams } = new URL(page.url());
  expect(origin + pathname).toBe(`${shopUrl}/thanks`);
  expect(Object.fromEntries(searchParams)).toEqual({
    payment_intent: id,
    payment_intent_client_secret: clientSecret,
    redirect_status: 'succeeded',
  });
});

test('a subscription that waits for its first payment is paid inside the page and is active', async ({
  page,
  shopUrl,
}) => {
  const { pro } = await createPlans();
  const customer = await stripe.customers.create({ email: 'elements@example.com' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: pro.id }],
    payment_behavior: 'default_incomplete',
    expand: ['latest_invoice.confirmation_secret'],
  });
  expect(subscription.status).toBe('incomplete');
  // As the guides for subscriptions have it: elements first, the secret once somebody buys.
  await openShop(page, shopUrl, {
    elements: { mode: 'subscription', amount: 4000, currency: 'usd' },
    clientSecret: secretOf(subscription),
  });
  await payInShop(page, cards.declined);
  await expect(result(page)).toContainText('card_declined');
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('incomplete');
  await payInShop(page, cards.pays);
  await expect(result(page)).toHaveText('succeeded');
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe('active');
});

test('elements made for one amount do not pay another', async ({ page, shopUrl }) => {
  const { client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, {
    elements: { mode: 'payment', amount: 100, currency: 'usd' },
    clientSecret: clientSecret ?? '',
  });
  await payInShop(page, cards.pays);
  await expect(result(page)).toContainText('Elements were made for 100 usd');
  await inPage(page, 'elements.update({ amount: 1999 })');
  await page.getByRole('button', { name: 'Pay' }).click();
  await expect(result(page)).toHaveText('succeeded');
});

test('a card is set up for later', async ({ page, shopUrl }) => {
  const customer = await createPayer();
  const setup = await stripe.setupIntents.create({ customer: customer.id });
  await openShop(page, shopUrl, {
    elements: { clientSecret: setup.client_secret },
    confirm: 'confirmSetup',
  });
  await payInShop(page, cards.authenticates);
  await expect(page.getByRole('dialog')).toContainText('to save this card');
  await page.getByRole('button', { name: 'Fail authentication' }).click();
  await expect(result(page)).toContainText('setup_intent_authentication_failure');
  await payInShop(page, cards.pays);
  await expect(result(page)).toHaveText('succeeded');
  const { data } = await stripe.customers.listPaymentMethods(customer.id);
  expect(data).toHaveLength(2);
});

test('a payment method is made for the server to use, and what it asks is handled in the page', async ({
  page,
  shopUrl,
}) => {
  await openShop(page, shopUrl, {
    elements: { mode: 'payment', amount: 700, currency: 'usd', paymentMethodCreation: 'manual' },
    options: { layout: 'accordion', defaultValues: { billingDetails: { name: 'Robin Vale' } } },
  });
  await typeCard(page, cards.authenticates);
  expect(await inPage(page, 'stripe.createPaymentMethod({ elements })')).toContain(
    'IntegrationError: elements.submit() must be called',
  );
  const made = (await inPage(
    page,
    'elements.submit().then(() => stripe.createPaymentMethod({ elements }))',
  )) as { paymentMethod: { id: string; billing_details: { name: string } } };
  expect(made.paymentMethod.billing_details.name).toBe('Robin Vale');
  const intent = await stripe.paymentIntents.create({
    amount: 700,
    currency: 'usd',
    confirm: true,
    payment_method: made.paymentMethod.id,
    metadata: { secret: 'of the shop' },
  });
  expect(intent.status).toBe('requires_action');
  const secret = `'${intent.client_secret ?? ''}'`;
  const seen = (await inPage(page, `stripe.retrievePaymentIntent(${secret})`)) as {
    paymentIntent: Record<string, unknown>;
  };
  expect(seen.paymentIntent).toMatchObject({ id: intent.id, status: 'requires_action' });
  expect(Object.keys(seen.paymentIntent)).not.toContain('metadata');
  await page.evaluate(
    `window.shop.done = window.shop.stripe.handleNextAction({ clientSecret: ${secret} }); null`,
  );
  await page.getByRole('button', { name: 'Complete authentication' }).click();
  expect(await inPage(page, 'window.shop.done')).toMatchObject({
    paymentIntent: { status: 'succeeded' },
  });
});

test('mistakes of the page are told as Stripe.js tells them, and what is not built says so', async ({
  page,
  shopUrl,
}) => {
  const { client_secret: clientSecret } = await newIntent();
  await openShop(page, shopUrl, { elements: { clientSecret } });
  const said = await Promise.all(
    [
      'Stripe("sk_test_oops")',
      'Stripe("pk_live_oops")',
      'stripe.elements({ clientSecret: "nonsense" })',
      'stripe.elements({ mode: "payment", currency: "usd" })',
      'elements.create("payment")',
      'elements.create("address")',
      'stripe.confirmPayment({ elements })',
      'stripe.confirmSetup({ elements, redirect: "if_required" })',
      'stripe.createToken()',
      'element.mount("#nowhere")',
    ].map((code) => inPage(page, code)),
  );
  for (const words of said) expect(words).toContain('IntegrationError: ');
  expect(said[9]).toContain('applies to no DOM elements');

  // React mounts twice in development: an element that was destroyed makes room for another.
  const again = 'element.destroy(), elements.create("payment").mount("#payment-element")';
  await inPage(page, `(${again})`);
  await expect(page.getByLabel('Card number')).toHaveCount(1);
  await inPage(page, 'elements.getElement("payment").unmount()');
  await expect(page.getByLabel('Card number')).toHaveCount(0);
});

test('an element for a secret that opens nothing says that it could not load', async ({
  page,
  shopUrl,
}) => {
  await openShop(page, shopUrl, { elements: { clientSecret: 'pi_nothing_secret_nothing' } });
  await expect
    .poll(async () => {
      const events = (await inPage(page, 'events')) as { name: string }[];
      return events.map(({ name }) => name);
    })
    .toEqual(['loaderstart', 'loaderror']);
});
