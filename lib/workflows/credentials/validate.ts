import 'server-only';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { z } from 'zod';
import type { Db } from '@/lib/db/clients';
import { withDynamodb, type DynamodbDeps } from '../connectors/dynamodb/client';
import { StepFailure } from '../connectors/executor';
import { readJson, requireSecret } from '../connectors/failures';
import type { NetworkDeps } from '../connectors/net/safe-fetch';
import { askSendgrid, type SendgridDeps } from '../connectors/sendgrid/send-email';
import { withStripe, type StripeDeps } from '../connectors/stripe/client';
import { postSigned } from '../connectors/webhook/send-webhook';
import type { CredentialKind } from '../credential-kind';
import { openCredential, recordValidation, type CredentialDeps } from './commands';
import { requireCredential } from './queries';
import type { Credential } from './schema';

/** Where the providers are. */
export interface Providers {
  network: NetworkDeps;
  sendgrid: SendgridDeps;
  stripe: StripeDeps;
  dynamodb: DynamodbDeps;
}

interface Question {
  credential: Readonly<Record<string, string>>;
  idempotencyKey: string;
  signal: AbortSignal;
}

/** Asks a provider something harmless; answers in a sentence, throws StepFailure. */
type Ask = (providers: Providers, question: Question) => Promise<string>;

const TIMEOUT_MS = 20_000;

const balanceSchema = z.object({ livemode: z.boolean() });
const scopesSchema = z.object({ scopes: z.array(z.string()) });

const asks: Record<CredentialKind, Ask> = {
  stripe: async ({ stripe }, question) => {
    const balance = await withStripe(stripe, question, (call) => call.stripe.balance.retrieve());
    const { livemode } = balanceSchema.parse(balance);
    return livemode
      ? 'Stripe knows this key: live mode, real money.'
      : 'Stripe knows this key: test mode.';
  },
  sendgrid: async ({ sendgrid }, { credential, signal }) => {
    const { apiKey } = requireSecret('sendgrid', credential);
    const answer = await askSendgrid(sendgrid, {
      method: 'GET',
      path: '/v3/scopes',
      apiKey,
      signal,
    });
    const parsed = scopesSchema.safeParse(readJson(answer.text));
    if (parsed.success && parsed.data.scopes.includes('mail.send'))
      return 'SendGrid lets this key send mail.';
    throw new StepFailure('SendGrid knows this key, but it may not send mail (mail.send)', {
      isTemporary: false,
    });
  },
  aws_dynamodb: async ({ dynamodb }, question) => {
    const { TableNames = [] } = await withDynamodb(dynamodb, question, (client, options) =>
      client.send(new ListTablesCommand({ Limit: 10 }), options),
    );
    if (TableNames.length === 0)
      return 'DynamoDB knows this key; there are no tables in this region.';
    return `DynamoDB knows this key: ${TableNames.slice(0, 3).join(', ')}${TableNames.length > 3 ? ' and more' : ''}.`;
  },
  webhook: async ({ network }, { credential, idempotencyKey, signal }) => {
    const secret = requireSecret('webhook', credential);
    const message = { id: idempotencyKey, event: 'ping', data: {} };
    const { status } = await postSigned(network, secret, { message, idempotencyKey, signal });
    return `The address answered a signed ping with ${status}.`;
  },
};

/**
 * Asks the provider whether an account works, and keeps what it said.
 *
 * @param own the database as the person
 * @throws AppError `not_found`
 */
export async function validateCredential(
  { db, keyring, providers }: CredentialDeps & { providers: Providers },
  { own, userId }: { own: Db; userId: string },
  id: string,
): Promise<Credential> {
  const { kind } = await requireCredential(own, id);
  const outcome = await ask();
  return recordValidation(db, { userId, id }, outcome);

  async function ask() {
    try {
      const credential = await openCredential(
        db,
        { ownerId: userId, credentialId: id, kind },
        keyring,
      );
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const idempotencyKey = `validate:${id}:${Date.now()}`;
      const message = await asks[kind](providers, { credential, idempotencyKey, signal });
      return { isValid: true, message };
    } catch (error) {
      if (error instanceof StepFailure) return { isValid: false, message: `${error.message}.` };
      throw error;
    }
  }
}
