import { z } from 'zod';

/** Accounts that a workflow can act through. */
export const credentialKindSchema = z.enum(['stripe', 'sendgrid', 'aws_dynamodb', 'webhook']);
export type CredentialKind = z.infer<typeof credentialKindSchema>;

export const credentialKindLabels: Record<CredentialKind, string> = {
  stripe: 'Stripe',
  sendgrid: 'SendGrid',
  aws_dynamodb: 'AWS DynamoDB',
  webhook: 'Custom webhook',
};
