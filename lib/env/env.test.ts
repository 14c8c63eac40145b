import { describe, expect, it } from 'vitest';
import { EnvError, findEnvProblems } from './env';
import { productEnvSchema, stripeEnvSchema, supabaseEnvSchema } from './schema';

const stripe = { STRIPE_SECRET_KEY: 'sk_test_abc', STRIPE_WEBHOOK_SECRET: 'whsec_abc' };

describe('findEnvProblems', () => {
  it('names every missing variable of the product', () => {
    const names = findEnvProblems(productEnvSchema, {}).map((problem) => problem.name);
    expect(names).toContain('NEXTAUTH_URL');
    expect(names).toContain('STRIPE_SECRET_KEY');
    expect(names).not.toContain('STRIPE_API_URL');
  });

  it('treats an empty variable as missing', () => {
    const [problem] = findEnvProblems(stripeEnvSchema, { ...stripe, STRIPE_SECRET_KEY: '' });
    expect(problem).toMatchObject({ name: 'STRIPE_SECRET_KEY', missing: true });
  });

  it('never repeats the value of a malformed secret', () => {
    const problems = findEnvProblems(stripeEnvSchema, { ...stripe, STRIPE_SECRET_KEY: 'pk_oops' });
    const error = new EnvError(problems);
    expect(error.message).toContain('STRIPE_SECRET_KEY is malformed');
    expect(error.message).not.toContain('pk_oops');
  });

  it('refuses an origin that carries a path', () => {
    const problems = findEnvProblems(stripeEnvSchema, {
      ...stripe,
      STRIPE_API_URL: 'https://api.stripe.com/v1',
    });
    expect(problems.map((problem) => problem.name)).toEqual(['STRIPE_API_URL']);
  });

  it('says in words that an origin is no URL at all', () => {
    const problems = findEnvProblems(stripeEnvSchema, { ...stripe, STRIPE_API_URL: 'nonsense' });
    expect(problems[0]?.message).toMatch(/^is malformed: must be an/);
  });

  it('says that the signing key must be JSON when it is not', () => {
    const problems = findEnvProblems(supabaseEnvSchema, {
      SUPABASE_URL: 'http://127.0.0.1:54321',
      SUPABASE_PUBLISHABLE_KEY: 'sb_publishable_x',
      SUPABASE_SECRET_KEY: 'sb_secret_x',
      SUPABASE_SIGNING_KEY: 'nonsense',
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain('JWK');
  });
});
