import type { CredentialKind } from '../credential-kind';

/** How a form asks for one part of a secret; the name is that of its schema in `secret.ts`. */
export interface SecretField {
  name: string;
  label: string;
  help?: string;
  placeholder?: string;
  /** Typed unseen, and not given back when the form is refused. */
  isHidden: boolean;
}

export const secretFields: Record<CredentialKind, readonly SecretField[]> = {
  stripe: [
    {
      name: 'secretKey',
      label: 'Secret or restricted key',
      help: 'Stripe dashboard, Developers, API keys. A restricted key that may do only what your workflows do is safer.',
      placeholder: 'rk_test_...',
      isHidden: true,
    },
  ],
  sendgrid: [
    {
      name: 'apiKey',
      label: 'API key',
      help: 'SendGrid, Settings, API keys. It needs the right to send mail, and no other.',
      placeholder: 'SG....',
      isHidden: true,
    },
    {
      name: 'fromEmail',
      label: 'Sender',
      help: 'A verified sender of that account; a step may name another.',
      placeholder: 'hello@example.com',
      isHidden: false,
    },
  ],
  aws_dynamodb: [
    { name: 'accessKeyId', label: 'Access key', placeholder: 'AKIA...', isHidden: false },
    { name: 'secretAccessKey', label: 'Secret access key', isHidden: true },
    { name: 'region', label: 'Region', placeholder: 'eu-central-1', isHidden: false },
  ],
  webhook: [
    {
      name: 'url',
      label: 'Address',
      help: 'Where your workflows post to.',
      placeholder: 'https://example.com/hooks/cue',
      isHidden: false,
    },
    {
      name: 'signingSecret',
      label: 'Signing secret',
      help: 'At least 16 characters that only you and the receiver know. Each message is signed with it (Cue-Signature).',
      isHidden: true,
    },
  ],
};

/** One sentence for whoever chooses what to connect. */
export const credentialKindSummaries: Record<CredentialKind, string> = {
  stripe: 'Customers, invoices, coupons, refunds and checkout links.',
  sendgrid: 'Mail from your own sender.',
  aws_dynamodb: 'Items of your tables, read and written.',
  webhook: 'Signed messages to an address of your own.',
};
