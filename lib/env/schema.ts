import { z } from 'zod';

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' });

/** An origin: scheme, host and port, and nothing behind them. */
const origin = httpUrl.refine(
  // Zod goes on to this rule when the one before has failed already.
  (value) => URL.canParse(value) && new URL(value).origin === value.replace(/\/$/, ''),
  { error: 'must be an origin such as https://app.example.com, without a path' },
);

const secret = (charsMin: number) =>
  z.string().min(charsMin, `must have at least ${charsMin} characters`);

/** The private half of the key that signs user tokens (RFC 7517, RFC 7518 section 6.2). */
const signingKeySchema = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  kid: z.string().min(1),
  x: z.string().min(1),
  y: z.string().min(1),
  d: z.string().min(1),
});

export type SigningKey = z.infer<typeof signingKeySchema>;

const jsonSigningKey = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown;
    } catch {
      context.addIssue('must be one private ES256 JWK as JSON');
      return z.NEVER;
    }
  })
  .pipe(signingKeySchema);

export const appEnvSchema = z.object({
  NEXTAUTH_URL: origin.transform((value) => value.replace(/\/$/, '')),
});

export const authEnvSchema = z.object({
  NEXTAUTH_SECRET: secret(32),
  GOOGLE_CLIENT_ID: z.string().min(1),
  GOOGLE_CLIENT_SECRET: z.string().min(1),
  GOOGLE_ISSUER: origin.default('https://accounts.google.com'),
  GITHUB_CLIENT_ID: z.string().min(1),
  GITHUB_CLIENT_SECRET: z.string().min(1),
  GITHUB_URL: httpUrl.default('https://github.com'),
  GITHUB_API_URL: httpUrl.default('https://api.github.com'),
});

export const supabaseEnvSchema = z.object({
  SUPABASE_URL: origin,
  SUPABASE_PUBLISHABLE_KEY: z.string().startsWith('sb_publishable_'),
  SUPABASE_SECRET_KEY: z.string().startsWith('sb_secret_'),
  SUPABASE_SIGNING_KEY: jsonSigningKey,
});

/** Enough to ask Stripe; `npm run stripe:setup` has no more before it has made the endpoint. */
export const stripeKeyEnvSchema = z.object({
  STRIPE_SECRET_KEY: z
    .string()
    .regex(/^(sk|rk)_(test|live)_\w+$/, 'must be a Stripe secret key (sk_test_... or sk_live_...)'),
  STRIPE_API_URL: origin.default('https://api.stripe.com'),
});

export const stripeEnvSchema = z.object({
  ...stripeKeyEnvSchema.shape,
  STRIPE_WEBHOOK_SECRET: z
    .string()
    .startsWith('whsec_', 'must be the signing secret of the webhook endpoint (whsec_...)'),
  // While a secret is rotated Stripe signs with either for a day.
  STRIPE_WEBHOOK_SECRET_PREVIOUS: z
    .string()
    .startsWith('whsec_', 'must be the signing secret before the current one (whsec_...)')
    .optional(),
});

export const adminEnvSchema = z.object({
  // Compared with what a sign-in provider has verified, which is kept in lower case.
  ADMIN_EMAIL: z
    .email('must be an e-mail address')
    .transform((email) => email.toLowerCase())
    .optional(),
});

/** Who may start the scheduled work over HTTP; without it nobody can. */
export const cronEnvSchema = z.object({
  CRON_SECRET: secret(24).optional(),
});

/** 32 random bytes: the length that AES-256 takes. */
const encryptionKey = z
  .string()
  .regex(/^[A-Za-z0-9+/]{43}=$/, 'must be 32 random bytes as base64: openssl rand -base64 32');

/** What seals the secrets of people's accounts; without it none can be kept. */
export const credentialsEnvSchema = z.object({
  CREDENTIALS_KEY: encryptionKey.optional(),
  // While `npm run credentials:rotate` has not yet sealed everything with the new key.
  CREDENTIALS_KEY_PREVIOUS: encryptionKey.optional(),
});

/** Origins separated by commas. */
const originList = z
  .string()
  .transform((text) => text.split(',').flatMap((each) => each.trim() || []))
  .pipe(z.array(origin.transform((value) => new URL(value).origin)));

/** Where the actions of workflows go. */
export const connectorsEnvSchema = z.object({
  SENDGRID_API_URL: origin.default('https://api.sendgrid.com'),
  // Instead of the address of the account's region.
  DYNAMODB_ENDPOINT: origin.optional(),
  // What workflows may call although it is not on the public internet.
  WORKFLOW_HTTP_ALLOW: originList.prefault(''),
});

/** How many of our own proxies a request passes, a host's edge included; each adds an entry to `X-Forwarded-For`. */
export const proxyEnvSchema = z.object({
  TRUSTED_PROXIES: z
    .string()
    .regex(/^[1-9]$/, 'must be a number from 1 to 9')
    .default('1')
    .transform(Number),
});

/** Where workflows run: in every server, or during the scheduler's calls, for hosts that keep no server. */
export const runnerEnvSchema = z.object({
  WORKFLOW_RUNNER: z
    .enum(['server', 'tick'], { error: 'must be server or tick' })
    .default('server'),
});

/** Any endpoint that speaks OpenAI's API; without it nobody is asked. */
export const aiEnvSchema = z.object({
  AI_BASE_URL: httpUrl.optional(),
  AI_API_KEY: z.string().min(1).optional(),
  AI_MODEL: z.string().min(1).optional(),
  // Who makes workflows from words: that model, or the embedded planner, which costs nothing.
  AI_GENERATION: z.enum(['model', 'planner'], 'must be model or planner').default('model'),
  // What all people together may use of it in a calendar month; without it there is no limit.
  AI_MONTHLY_TOKENS_MAX: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number of tokens')
    .transform(Number)
    .optional(),
});

/** npm scripts and the runner of workflows talk to Postgres itself; everything else goes through Supabase's API. */
export const databaseEnvSchema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
});

/** Everything a running app needs; `npm run doctor` and the start check walk it. */
export const productEnvSchema = z.object({
  ...appEnvSchema.shape,
  ...authEnvSchema.shape,
  ...supabaseEnvSchema.shape,
  ...stripeEnvSchema.shape,
  ...adminEnvSchema.shape,
  ...cronEnvSchema.shape,
  ...credentialsEnvSchema.shape,
  ...connectorsEnvSchema.shape,
  ...runnerEnvSchema.shape,
  ...proxyEnvSchema.shape,
  ...aiEnvSchema.shape,
});
