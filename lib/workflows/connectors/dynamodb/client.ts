import 'server-only';
import { DynamoDBClient, DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import type { SecretOf } from '../../credentials/secret';
import { StepFailure } from '../executor';
import { requireSecret, toDetail } from '../failures';
import { codeOf } from '../net/destination';

export interface DynamodbDeps {
  /** Instead of the address of the account's region. */
  endpoint: string | undefined;
}

interface Call {
  credential: Readonly<Record<string, string>> | null;
  signal: AbortSignal;
}

const TIMEOUT_MS = 20_000;

/**
 * Does something with a client of the account's own, which is closed afterwards.
 * @throws StepFailure in the words of AWS, without its keys
 */
export async function withDynamodb<Result>(
  { endpoint }: DynamodbDeps,
  { credential, signal }: Call,
  work: (client: DynamoDBClient, options: { abortSignal: AbortSignal }) => Promise<Result>,
): Promise<Result> {
  const secret = requireSecret('aws_dynamodb', credential);
  const { accessKeyId, secretAccessKey, region } = secret;
  const client = new DynamoDBClient({
    region,
    credentials: { accessKeyId, secretAccessKey },
    // The runner tries again, and counts.
    maxAttempts: 1,
    ...(endpoint !== undefined && { endpoint }),
  });
  const deadline = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await work(client, { abortSignal: AbortSignal.any([signal, deadline]) });
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    if (signal.aborted)
      throw new StepFailure('The step was stopped', { isTemporary: true, cause: error });
    if (deadline.aborted) {
      throw new StepFailure('DynamoDB did not answer within 20 seconds', {
        isTemporary: true,
        cause: error,
      });
    }
    throw toFailure(error, secret);
  } finally {
    client.destroy();
  }
}

/** Too much at the moment; AWS answers 400 for it (DynamoDB developer guide, "Error handling"). */
const throttled: ReadonlySet<string> = new Set([
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
  'TransactionConflictException',
]);

function toFailure(error: unknown, { accessKeyId, secretAccessKey }: SecretOf<'aws_dynamodb'>) {
  if (!(error instanceof DynamoDBServiceException)) {
    const code = codeOf(error) ?? 'unknown';
    return new StepFailure(`DynamoDB cannot be reached (${code})`, {
      isTemporary: true,
      cause: error,
    });
  }
  const isTemporary = error.$fault === 'server' || throttled.has(error.name);
  const detail = toDetail(error.message, [secretAccessKey, accessKeyId]);
  return new StepFailure(`DynamoDB refused this (${error.name}): ${detail}`, {
    isTemporary,
    cause: error,
  });
}
