import { randomBytes, randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { setUpApp } from '@/lib/api/app-fixture';
import { openCredential } from '@/lib/workflows/credentials/commands';
import { createKeyring } from '@/lib/workflows/credentials/seal';
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
  expect(done).toMatchObject({ code: 0, stdout: 'Sealed anew: 2.\n' });
  for (const credentialId of ids) {
    const wanted = { ownerId, credentialId, kind: 'webhook' } as const;
    expect(await openCredential(app.service, wanted, createKeyring([young]))).toEqual(secret);
  }
  const unreadable = await keep(ownerId, lost);
  const again = await runScriptFile('credentials-rotate', [], { CREDENTIALS_KEY: young });
  expect(again).toMatchObject({ code: 1, stdout: 'Sealed anew: 0.\n' });
  expect(again.stderr).toContain(unreadable);
  expect(again.stderr).toContain('CREDENTIALS_KEY_PREVIOUS is not set');
});
