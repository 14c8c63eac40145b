import { createInterface } from 'node:readline';
import { StepFailure } from '@/lib/workflows/connectors/executor';
import { getKeyring } from '@/lib/workflows/credentials/seal';
import { startEngine } from '@/lib/workflows/runner/engine';

/**
 * A server that runs workflows and can be killed: `runner-process.ts DATABASE_URL OUTSIDE_URL`. Each line that it reads,
 * `RUN_ID USER_ID`, is queued. Its actions call the outside, which answers when it likes.
 */
const [databaseUrl, outsideUrl] = process.argv.slice(2);
if (databaseUrl === undefined || outsideUrl === undefined) {
  throw new Error('Usage: runner-process.ts DATABASE_URL OUTSIDE_URL');
}
const engine = await startEngine({
  databaseUrl,
  executors: {
    http_request: async ({ config, idempotencyKey, signal }) => {
      const { url } = config;
      const headers = {
        ...Object.fromEntries(config.headers.map(({ name, value }) => [name, value])),
        'idempotency-key': idempotencyKey,
        'x-server': String(process.pid),
      };
      const address = `${outsideUrl}${new URL(url).pathname}`;
      const answer = await fetch(address, { method: 'POST', headers, signal });
      if (!answer.ok) throw new StepFailure('The outside is away', { isTemporary: true });
      return { done: idempotencyKey, access_token: `opaque-of-${idempotencyKey}` };
    },
  },
  keyring: getKeyring(),
  openCredential: () => Promise.reject(new Error('There are no accounts here')),
});
process.stdout.write('ready\n');
for await (const line of createInterface({ input: process.stdin })) {
  const [runId = '', userId = ''] = line.split(' ');
  await engine.start({ runId, userId, segment: 1 });
}
await engine.stop();
