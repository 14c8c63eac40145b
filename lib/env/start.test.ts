import { afterEach, describe, expect, it, vi } from 'vitest';
import { register } from '@/instrumentation';
import { productEnvSchema } from './schema';

afterEach(() => vi.unstubAllEnvs());

describe('the start of a server', () => {
  it('is refused on a malformed environment, in the words of the doctor', async () => {
    for (const name of Object.keys(productEnvSchema.shape)) vi.stubEnv(name, '');
    vi.stubEnv('STRIPE_SECRET_KEY', 'pk_test_published');
    await expect(register()).rejects.toThrow(/STRIPE_SECRET_KEY is malformed: must be a Stripe/);
    await expect(register()).rejects.toThrow(/NEXTAUTH_URL is missing/);
    await expect(register()).rejects.not.toThrow(/pk_test_published/);
  });
});
