import { z } from 'zod';
import type { Feature } from '@/lib/catalog/schema';
import { credentialKindSchema, type CredentialKind } from '../credential-kind';
import { secretSchemas } from './secret';

const nameSchema = z
  .string()
  .trim()
  .min(1, 'Give the account a name')
  .max(80, 'At most 80 characters');

/** An account as its owner sees it; the secret never comes back. */
export const credentialSchema = z
  .object({
    id: z.uuid(),
    kind: credentialKindSchema,
    name: z.string(),
    /** What may be shown of the secret, such as `sk_test_…4242`. */
    hint: z.string(),
    /** What the provider said when it was asked last; null while it was not asked. */
    validation: z
      .object({
        isValid: z.boolean(),
        message: z.string(),
        validatedAt: z.iso.datetime({ offset: true }),
      })
      .nullable(),
    createdAt: z.iso.datetime({ offset: true }),
    updatedAt: z.iso.datetime({ offset: true }),
  })
  .meta({ id: 'Credential' });
export type Credential = z.infer<typeof credentialSchema>;

export const credentialListSchema = z.object({ credentials: z.array(credentialSchema) });

const ofKind = <Kind extends CredentialKind>(kind: Kind) =>
  z.strictObject({ kind: z.literal(kind), name: nameSchema, secret: secretSchemas[kind] });

export const credentialCreateSchema = z.discriminatedUnion(
  'kind',
  [ofKind('stripe'), ofKind('sendgrid'), ofKind('aws_dynamodb'), ofKind('webhook')],
  { error: 'Choose what kind of account it is' },
);
export type CredentialCreate = z.infer<typeof credentialCreateSchema>;

/** The secret is replaced as a whole; its fields are those of the account's kind. */
export const credentialUpdateSchema = z.strictObject({
  name: nameSchema.optional(),
  secret: z.record(z.string().max(60), z.string().max(2000)).optional(),
});
export type CredentialUpdate = z.infer<typeof credentialUpdateSchema>;

/** What a plan must unlock for an account of a kind. */
export const featureOfKind: Record<CredentialKind, Feature | null> = {
  stripe: 'connectors',
  aws_dynamodb: 'connectors',
  sendgrid: null,
  webhook: null,
};

/** A workflow that acts through an account. */
export interface CredentialUse {
  id: string;
  name: string;
}
