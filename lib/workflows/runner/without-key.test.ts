import { expect, test } from 'vitest';
import type { Executor } from '../connectors/executor';
import { action, chain, setUpRunner } from './runner-fixture';

const sent: string[] = [];
const outside: Executor<'http_request'> = ({ config: { url } }) => {
  sent.push(url);
  return Promise.resolve({ access_token: 'opaque-4711-opaque' });
};
const runner = setUpRunner(outside, { keyring: null });

test('without a key to seal with, secrets are kept nowhere; the step says that later ones cannot read them', async () => {
  const { runId } = await runner.run(
    chain(
      action('first', 'https://example.com/token'),
      action('next', 'https://example.com/?t={{ steps.first.access_token }}'),
    ),
  );
  await runner.until(runId, 'succeeded');
  // As it would be after a crash, too: what a run does must not hang on where it was running.
  expect(sent).toEqual(['https://example.com/token', 'https://example.com/?t=[redacted]']);
  const [, first] = await runner.stepsOf(runId);
  expect(first?.logs.map(({ message }) => message).join()).toContain('CREDENTIALS_KEY is not set');
  expect(await runner.database.database.query('select * from runner.whole_values')).toEqual([]);
});
