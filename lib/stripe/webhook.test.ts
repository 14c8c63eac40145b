import { expect, test } from 'vitest';
import { customer } from '@/supabase/tests/stripe-objects';
import { StripeWorld } from '@/supabase/tests/stripe-world';
import { verifyEvent } from './webhook';

const world = new StripeWorld();

const verify = (secrets: string[], signedWith = 'whsec_new') => {
  const [body, signature] = world.delivery('customer.created', customer(), {}, signedWith);
  return verifyEvent(world.stripe, Buffer.from(body), signature, secrets);
};

test('while a secret is rotated, deliveries signed with the old and with the new one are taken', async () => {
  const both = ['whsec_new', 'whsec_old'];
  expect(await verify(both, 'whsec_new')).toMatchObject({ type: 'customer.created' });
  expect(await verify(both, 'whsec_old')).toMatchObject({ type: 'customer.created' });
});

test('a secret that is no longer listed counts no more', async () => {
  await expect(verify(['whsec_new'], 'whsec_old')).rejects.toMatchObject({
    code: 'invalid_signature',
  });
});

test('without any secret nothing is taken', async () => {
  await expect(verify([])).rejects.toMatchObject({ code: 'invalid_signature' });
});
