import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test as base, type Page } from '@playwright/test';
import { stripeUrl } from './environment';

/** What the page is told to sell, and how. */
interface Order {
  elements: Record<string, unknown>;
  /** Options of the Payment Element. */
  options?: Record<string, unknown>;
  confirm?: 'confirmPayment' | 'confirmSetup';
  clientSecret?: string;
  redirect?: 'always' | 'if_required';
}

const files: Readonly<Record<string, { type: string; url: URL }>> = {
  '/pay': { type: 'text/html', url: new URL('./shop/pay.html', import.meta.url) },
  '/pay.mjs': { type: 'text/javascript', url: new URL('./shop/pay.client.mjs', import.meta.url) },
  '/stripe-js.mjs': {
    type: 'text/javascript',
    url: new URL('../../node_modules/@stripe/stripe-js/dist/index.mjs', import.meta.url),
  },
  '/thanks': { type: 'text/html', url: new URL('./shop/thanks.html', import.meta.url) },
};

/** Serves a product's own page with a Payment Element in it, on any free port. */
async function startShop() {
  const server = createServer((request, response) => {
    const file = files[new URL(request.url ?? '', 'http://localhost').pathname];
    if (file === undefined) {
      response.writeHead(404).end();
      return;
    }
    void readFile(file.url, 'utf8').then((text) => {
      response.writeHead(200, { 'Content-Type': file.type });
      response.end(text.replace('STRIPE_URL', stripeUrl));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()));
  return { url: `http://127.0.0.1:${port}`, close };
}

/** A test with a shop of this machine to pay in. */
export const test = base.extend<object, { shopUrl: string }>({
  shopUrl: [
    async ({}, use) => {
      const { url, close } = await startShop();
      await use(url);
      await close();
    },
    { scope: 'worker' },
  ],
});

/** Opens the shop's page of payment, which gets Stripe.js through the real loader. */
export async function openShop(page: Page, shopUrl: string, order: Order): Promise<void> {
  const told = encodeURIComponent(JSON.stringify({ key: 'pk_test_shop', ...order }));
  await page.goto(`${shopUrl}/pay#${told}`);
  await expect(page.getByLabel('Card number')).toBeVisible();
}

/** Types a card into the Payment Element. */
export async function typeCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Card number').fill(number);
  await page.getByLabel('Expiration date').fill('12 / 34');
  await page.getByLabel('Security code').fill('123');
}

/** Types a card and presses the button. */
export async function payInShop(page: Page, number: string): Promise<void> {
  await typeCard(page, number);
  await page.getByRole('button', { name: 'Pay' }).click();
}
