import { z } from 'zod';
import { parseFields } from '@/lib/errors/field-errors';
import type { CredentialKind } from '../credential-kind';

const line = (label: string) =>
  z
    .string({ error: `${label} is missing` })
    .trim()
    .min(1, `${label} is missing`)
    .max(500, `${label} is too long`)
    .regex(/^[\x20-\x7e]*$/, `${label} holds characters that it cannot have`);

/** What is sealed of an account, by its kind: exactly what its provider asks for. */
export const secretSchemas = {
  stripe: z.object({
    secretKey: line('The key').regex(
      /^(sk|rk)_(test|live)_\w{10,}$/,
      'A secret or restricted key begins with sk_test_, sk_live_, rk_test_ or rk_live_',
    ),
  }),
  sendgrid: z.object({
    apiKey: line('The key').regex(/^SG\.[\w.-]{10,}$/, 'A key of SendGrid begins with SG.'),
    fromEmail: z.email('The sender is an email address').max(254),
  }),
  aws_dynamodb: z.object({
    accessKeyId: line('The access key').regex(
      /^[A-Z0-9]{16,128}$/,
      'An access key looks like AKIA...',
    ),
    secretAccessKey: line('The secret access key').min(16, 'The secret access key is too short'),
    // It becomes a part of the host's name.
    region: line('The region').regex(
      /^[a-z]{2,3}(-[a-z]+)+-\d{1,2}$/,
      'A region looks like eu-central-1',
    ),
  }),
  webhook: z.object({
    url: z
      .url({ protocol: /^https?$/, error: 'An address starts with https:// or http://' })
      .max(2000),
    signingSecret: line('The signing secret').min(
      16,
      'A signing secret has at least 16 characters',
    ),
  }),
} as const satisfies Record<CredentialKind, z.ZodObject>;

export type SecretOf<Kind extends CredentialKind> = z.output<(typeof secretSchemas)[Kind]>;

/** The end of a secret, enough to tell two apart: `sk_test_…4242`. */
function masked(secret: string): string {
  const prefix = /^(?:(?:sk|rk)_(?:test|live)_|SG\.|AKIA|ASIA)/.exec(secret)?.[0] ?? '';
  return secret.length < 16 ? `${prefix}…` : `${prefix}…${secret.slice(-4)}`;
}

/** What may be shown of an account's secret. Nothing else of it ever leaves the server. */
const hints: Record<CredentialKind, (secret: Readonly<Record<string, string>>) => string> = {
  stripe: ({ secretKey = '' }) => masked(secretKey),
  sendgrid: ({ apiKey = '', fromEmail = '' }) => `${masked(apiKey)}, from ${fromEmail}`,
  aws_dynamodb: ({ accessKeyId = '', region = '' }) => `${masked(accessKeyId)}, ${region}`,
  // Paths and queries of webhook addresses often hold a token.
  webhook: ({ url = '' }) => new URL(url).origin,
};

export interface ReadSecret {
  secret: Record<string, string>;
  hint: string;
}

/**
 * Reads a secret by the schema of its kind.
 * @throws AppError `invalid_fields` with paths under `secret.`
 */
export function readSecret(kind: CredentialKind, raw: unknown): ReadSecret {
  const { secret } = parseFields(z.object({ secret: secretSchemas[kind] }), { secret: raw });
  return { secret, hint: hints[kind](secret) };
}
