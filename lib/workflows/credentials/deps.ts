import 'server-only';
import { createServiceClient } from '@/lib/db/clients';
import { connectorsEnv, stripeKeyEnv } from '@/lib/env/env';
import { toNetwork } from '../connectors/executors';
import type { CredentialDeps } from './commands';
import { requireKeyring } from './seal';
import type { Providers } from './validate';

/** @throws AppError `unavailable` where no key for secrets is set */
export const createCredentialDeps = (): CredentialDeps => ({
  db: createServiceClient(),
  keyring: requireKeyring(),
});

export const createProviders = (): Providers => ({
  network: toNetwork(),
  sendgrid: { apiUrl: connectorsEnv().SENDGRID_API_URL },
  stripe: { apiUrl: stripeKeyEnv().STRIPE_API_URL },
  dynamodb: { endpoint: connectorsEnv().DYNAMODB_ENDPOINT },
});
