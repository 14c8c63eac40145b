import { describe, expect, it } from 'vitest';
import { EnvError, findEnvProblems } from './env';
import {
  connectorsEnvSchema,
  credentialsEnvSchema,
  productEnvSchema,
  stripeEnvSchema,
  supabaseEnvSchema,
} from './schema';

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

  it('reads origins that workflows may call, one or several, and nothing but origins', () => {
    const read = (text: string) => connectorsEnvSchema.parse({ WORKFLOW_HTTP_ALLOW: text });
    expect(connectorsEnvSchema.parse({}).WORKFLOW_HTTP_ALLOW).toEqual([]);
    expect(read('http://a.test:8080, https://b.test/').WORKFLOW_HTTP_ALLOW).toEqual([
      'http://a.test:8080',
      'https://b.test',
    ]);
    expect(() => read('*')).toThrow();
    expect(() => read('http://a.test/path')).toThrow();
  });

  it('takes no key for credentials that is too short', () => {
    const problems = findEnvProblems(credentialsEnvSchema, { CREDENTIALS_KEY: 'c2hvcnQ=' });
    expect(problems[0]?.message).toMatch(/32 random bytes/);
  });
});
