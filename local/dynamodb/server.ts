import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { listenError } from '../kit/listen';

/** A table to try things with; its key is `id`, a text. */
export const demoTable = 'customers';

/** Any keys open it: nothing here is worth a lock. */
export const dynamodbKeys = {
  accessKeyId: 'AKIALOCALDEVELOPMENT',
  secretAccessKey: 'local-development-secret',
  region: 'us-east-1',
} as const;

/**
 * Starts a DynamoDB in memory on 127.0.0.1, with one table.
 *
 * @throws Error when the port is taken
 */
export async function startDynamodb(options: { port: number }) {
  const server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const { port } = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, { port: options.port, name: 'local DynamoDB' }));
    });
    server.listen(options.port, '127.0.0.1', () => {
      resolve(server.address() as AddressInfo); // TCP servers always answer an AddressInfo.
    });
  });
  const url = `http://127.0.0.1:${port}`;
  await createDemoTable(url);
  let closing: Promise<void> | undefined;
  const close = () =>
    (closing ??= new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    }));
  return { url, close };
}

async function createDemoTable(endpoint: string): Promise<void> {
  const { region, ...credentials } = dynamodbKeys;
  const client = new DynamoDBClient({ endpoint, region, credentials });
  try {
    await client.send(
      new CreateTableCommand({
        TableName: demoTable,
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        BillingMode: 'PAY_PER_REQUEST',
      }),
    );
  } finally {
    client.destroy();
  }
}
