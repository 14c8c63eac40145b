import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { openCredential } from '@/lib/workflows/credentials/commands';
import { createKeyring } from '@/lib/workflows/credentials/seal';
import { sealTrigger } from '@/lib/workflows/runner/whole';
import { runScriptFile } from './cli/script-fixture';

const app = setUpApp();
const newKey = () => randomBytes(32).toString('base64');
const secret = { url: 'https://example.com/', signingSecret: 'whsec_0123456789abcdef' };

async function keep(ownerId: string, key: string): Promise<string> {
  const id = randomUUID();
  const sealed = createKeyring([key]).seal({ id, ownerId, kind: 'webhook' }, secret);
  const { error } = await app.service.from('workflow_credentials').insert({
    id,
    user_id: ownerId,
    kind: 'webhook',
    name: id,
    hint: 'https://example.com',
    key_id: sealed.keyId,
    ciphertext: sealed.ciphertext,
  });
  expect(error).toBeNull();
  return id;
}

it('seals everything with the new key, leaves alone and names what it cannot open', async () => {
  const [old, young, lost] = [newKey(), newKey(), newKey()];
  const { id: ownerId } = await app.addPerson();
  const ids = [await keep(ownerId, old), await keep(ownerId, old), await keep(ownerId, young)];
  const env = { CREDENTIALS_KEY: young, CREDENTIALS_KEY_PREVIOUS: old };
  const done = await runScriptFile('credentials-rotate', [], env);
  expect(done).toMatchObject({ code: 0, stdout: 'Sealed anew: 2. Values of runs: 0.\n' });
  for (const credentialId of ids) {
    const wanted = { ownerId, credentialId, kind: 'webhook' } as const;
    expect(await openCredential(app.service, wanted, createKeyring([young]))).toEqual(secret);
  }
  const unreadable = await keep(ownerId, lost);
  const again = await runScriptFile('credentials-rotate', [], { CREDENTIALS_KEY: young });
  expect(again).toMatchObject({ code: 1, stdout: 'Sealed anew: 0. Values of runs: 0.\n' });
  expect(again.stderr).toContain(unreadable);
  expect(again.stderr).toContain('CREDENTIALS_KEY_PREVIOUS is not set');
});

it('seals with the new key what runs have fetched for their later steps', async () => {
  const [old, young] = [newKey(), newKey()];
  const { id: userId } = await app.addPerson();
  const { query } = app.database;
  const [workflow] = await query(
    `insert into public.workflows (user_id, name) values ($1, 'Test') returning id`,
    [userId],
  );
  const target = { workflowId: String(workflow?.id), userId };
  const [run] = await query(
    `insert into public.workflow_runs (workflow_id, user_id, workflow_version, graph, trigger_kind, trigger_data)
     values ($1, $2, 1, '{}', 'manual', '{}') returning id`,
    [target.workflowId, userId],
  );
  const runId = String(run?.id);
  const sealed = sealTrigger(createKeyring([old]), target, { password: 'hunter2' });
  const ofStep = createKeyring([old]).seal(
    { id: `${runId}:one`, ownerId: userId, kind: 'step' },
    { output: { token: 'opaque' } },
  );
  await query(`insert into runner.whole_values values ($1, '', $2, $3), ($1, 'one', $4, $5)`, [
    runId,
    sealed.key_id,
    sealed.ciphertext,
    ofStep.keyId,
    ofStep.ciphertext,
  ]);
  const env = { CREDENTIALS_KEY: young, CREDENTIALS_KEY_PREVIOUS: old };
  const done = await runScriptFile('credentials-rotate', [], env);
  expect(done.stdout).toContain('Values of runs: 2.');
  const values = await query(
    'select step_key, key_id, ciphertext from runner.whole_values order by step_key',
  );
  const ring = createKeyring([young]);
  const texts = values.map(({ step_key: key, key_id: keyId, ciphertext }) => {
    const place =
      key === ''
        ? { id: target.workflowId, ownerId: userId, kind: 'trigger' as const }
        : { id: `${runId}:one`, ownerId: userId, kind: 'step' as const };
    return ring.open(place, { keyId: String(keyId), ciphertext: String(ciphertext) });
  });
  expect(texts).toEqual([
    JSON.stringify({ password: 'hunter2' }),
    JSON.stringify({ output: { token: 'opaque' } }),
  ]);
});
