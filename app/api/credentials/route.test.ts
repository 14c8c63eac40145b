import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { setUpApp, type Person } from '@/lib/api/app-fixture';
import { createUserClient } from '@/lib/db/clients';
import { problemSchema } from '@/lib/errors/problem';
import { openCredential } from '@/lib/workflows/credentials/commands';
import { listUses } from '@/lib/workflows/credentials/queries';
import { credentialListSchema, credentialSchema } from '@/lib/workflows/credentials/schema';
import { createKeyring } from '@/lib/workflows/credentials/seal';
import { dynamodbKeys, startDynamodb } from '@/local/dynamodb/server';
import { sendgridKeys, startSendgrid } from '@/local/sendgrid/server';
import { startWebhookCatcher, webhookSecret } from '@/local/webhooks/server';
import * as workflows from '../workflows/route';
import * as one from './[id]/route';
import * as validate from './[id]/validate/route';
import * as list from './route';

const app = setUpApp();
let services: { url: string; close: () => Promise<void> }[] = [];

beforeAll(async () => {
  services = await Promise.all([
    startSendgrid({ port: 0 }),
    startDynamodb({ port: 0 }),
    startWebhookCatcher({ port: 0 }),
  ]);
  const [sendgrid, dynamodb, webhooks] = services.map(({ url }) => url);
  vi.stubEnv('SENDGRID_API_URL', sendgrid);
  vi.stubEnv('DYNAMODB_ENDPOINT', dynamodb);
  vi.stubEnv('WORKFLOW_HTTP_ALLOW', webhooks);
  vi.stubEnv('CREDENTIALS_KEY', randomBytes(32).toString('base64'));
});
afterAll(() => Promise.all(services.map(({ close }) => close())));

const sendgrid = {
  kind: 'sendgrid',
  name: 'Mail',
  secret: { apiKey: sendgridKeys.full, fromEmail: 'shop@example.com' },
};
const add = (as: Person, body: object) =>
  app.call(list.POST, { method: 'POST', path: '/api/credentials', as, body });
async function added(as: Person, body: object = sendgrid) {
  const response = await add(as, body);
  expect(response.status).toBe(201);
  return credentialSchema.parse(await response.json());
}
const at = (id: string, method: string, as: Person, body?: object) => ({
  method,
  path: `/api/credentials/${id}`,
  params: { id },
  as,
  ...(body && { body }),
});
async function validated(as: Person, id: string) {
  const response = await app.call(validate.POST, at(id, 'POST', as));
  expect(response.status).toBe(200);
  return credentialSchema.parse(await response.json()).validation;
}

describe('an account', () => {
  it('is kept sealed; nobody reads the secret again, not even its owner with a token of the database', async () => {
    const ada = await app.addPerson();
    const { id, hint } = await added(ada);
    expect(hint).toBe('SG.…ment, from shop@example.com');
    const listed = await app.call(list.GET, { path: '/api/credentials', as: ada });
    const text = await listed.text();
    expect(credentialListSchema.parse(JSON.parse(text)).credentials).toHaveLength(1);
    expect(text).not.toContain(sendgridKeys.full);
    expect(text).not.toContain('ciphertext');
    const rows = await app.database.query('select * from workflow_credentials where id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain(sendgridKeys.full);
    const own = createUserClient(ada.id);
    const sealed = await own.from('workflow_credentials').select('id, ciphertext');
    expect(sealed.error).not.toBeNull();
    const all = await own.from('workflow_credentials').select('*');
    expect(all.error).not.toBeNull();
    const written = await own.from('workflow_credentials').update({ name: 'x' }).eq('id', id);
    expect(written.error).not.toBeNull();
    expect(
      await openCredential(app.service, { ownerId: ada.id, credentialId: id, kind: 'sendgrid' }),
    ).toEqual(sendgrid.secret);
  });

  it('of somebody else does not exist, whatever is tried', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const { id } = await added(ada);
    const answers = await Promise.all([
      app.call(one.PUT, at(id, 'PUT', eve, { name: 'mine' })),
      app.call(one.DELETE, at(id, 'DELETE', eve)),
      app.call(validate.POST, at(id, 'POST', eve)),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    const listed = await app.call(list.GET, { path: '/api/credentials', as: eve });
    expect(credentialListSchema.parse(await listed.json()).credentials).toEqual([]);
    const stolen = openCredential(app.service, {
      ownerId: eve.id,
      credentialId: id,
      kind: 'sendgrid',
    });
    await expect(stolen).rejects.toThrow(/not there any more/);
    const other = openCredential(app.service, {
      ownerId: ada.id,
      credentialId: id,
      kind: 'webhook',
    });
    await expect(other).rejects.toThrow(/not there any more/);
  });

  it('a ciphertext that is moved to another row does not open', async () => {
    const [ada, eve] = [await app.addPerson(), await app.addPerson()];
    const [{ id }, { id: evesId }] = [await added(ada), await added(eve)];
    await app.database.query(
      `update workflow_credentials set (ciphertext, key_id) =
        (select ciphertext, key_id from workflow_credentials where id = $1) where id = $2`,
      [id, evesId],
    );
    const moved = openCredential(app.service, {
      ownerId: eve.id,
      credentialId: evesId,
      kind: 'sendgrid',
    });
    await expect(moved).rejects.toThrow(/cannot be opened/);
  });

  it('is renamed, gets another secret, and is not known to work then', async () => {
    const ada = await app.addPerson();
    const { id } = await added(ada);
    expect(await validated(ada, id)).toMatchObject({ isValid: true });
    const secret = { apiKey: sendgridKeys.readOnly, fromEmail: 'x@example.com' };
    const response = await app.call(one.PUT, at(id, 'PUT', ada, { name: 'Post', secret }));
    expect(await response.json()).toMatchObject({
      name: 'Post',
      hint: 'SG.…ment, from x@example.com',
      validation: null,
    });
    expect(await validated(ada, id)).toEqual({
      isValid: false,
      message: 'SendGrid knows this key, but it may not send mail (mail.send).',
      validatedAt: expect.any(String) as unknown,
    });
  });

  it('is named at the field that is wrong, and its secret is repeated nowhere', async () => {
    const ada = await app.addPerson();
    const wrong = { ...sendgrid, secret: { apiKey: 'my-secret-without-form', fromEmail: 'x' } };
    const response = await add(ada, wrong);
    expect(response.status).toBe(422);
    const text = await response.text();
    expect(text).not.toContain('my-secret-without-form');
    const paths = problemSchema.parse(JSON.parse(text)).errors?.map(({ path }) => path);
    expect(paths).toEqual(['secret.apiKey', 'secret.fromEmail']);
    const { id } = await added(ada);
    expect((await add(ada, sendgrid)).status).toBe(422);
    const ofAnotherKind = { secret: { secretKey: 'sk_test_0123456789' } };
    expect((await app.call(one.PUT, at(id, 'PUT', ada, ofAnotherKind))).status).toBe(422);
  });

  it('is forgotten; who used it is told before', async () => {
    const ada = await app.addPerson();
    const { id } = await added(ada);
    const nodes = [
      { id: 'a', type: 'manual', position: { x: 0, y: 0 }, data: {} },
      { id: 'b', type: 'send_email', position: { x: 0, y: 0 }, data: { credentialId: id } },
    ];
    const nodeData = { nodes, edges: [{ id: 'e', source: 'a', target: 'b' }] };
    const body = { name: 'Post', description: '', nodeData, allowIncomplete: true };
    expect(
      (await app.call(workflows.POST, { method: 'POST', path: '/api/workflows', as: ada, body }))
        .status,
    ).toBe(201);
    expect((await listUses(createUserClient(ada.id), id)).map(({ name }) => name)).toEqual([
      'Post',
    ]);
    expect(await listUses(createUserClient(ada.id), ada.id)).toEqual([]);
    expect((await app.call(one.DELETE, at(id, 'DELETE', ada))).status).toBe(204);
    expect((await app.call(one.DELETE, at(id, 'DELETE', ada))).status).toBe(404);
  });

  it('no more than fifty, also when a hundred come at once', async () => {
    const ada = await app.addPerson();
    const answers = await Promise.all(
      Array.from({ length: 60 }, (_, index) => add(ada, { ...sendgrid, name: `Mail ${index}` })),
    );
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(50);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
  });

  it('nobody without a session, and nobody from another page', async () => {
    const ada = await app.addPerson();
    expect((await app.call(list.GET, { path: '/api/credentials' })).status).toBe(401);
    const headers = { origin: 'https://evil.example' };
    const forged = await app.call(list.POST, {
      method: 'POST',
      path: '/api/credentials',
      as: ada,
      body: sendgrid,
      headers,
    });
    expect(forged.status).toBe(403);
  });
});

describe('asking the provider', () => {
  const stripe = (secretKey: string) => ({ kind: 'stripe', name: 'Shop', secret: { secretKey } });

  it('Stripe and AWS are part of Pro; each provider says whether its account works', async () => {
    const ada = await app.addPerson();
    const refused = await add(ada, stripe('sk_test_0123456789'));
    expect(refused.status).toBe(403);
    expect(problemSchema.parse(await refused.json())).toMatchObject({
      code: 'plan_required',
      upgradeTo: 'pro',
    });
    await app.buy(ada, 'pro');
    const wrong = await added(ada, stripe('sk_test_nobodyknowsthis'));
    expect(await validated(ada, wrong.id)).toMatchObject({ isValid: false });
    const good = await added(ada, { ...stripe(process.env.STRIPE_SECRET_KEY ?? ''), name: 'Good' });
    expect(await validated(ada, good.id)).toMatchObject({
      isValid: true,
      message: 'Stripe knows this key: test mode.',
    });
    const aws = await added(ada, { kind: 'aws_dynamodb', name: 'Table', secret: dynamodbKeys });
    expect(await validated(ada, aws.id)).toMatchObject({
      isValid: true,
      message: 'DynamoDB knows this key: customers.',
    });
  });

  it('a webhook gets a signed ping; one that leads inside is refused without being called', async () => {
    const ada = await app.addPerson();
    const webhook = (name: string, url: string) =>
      added(ada, { kind: 'webhook', name, secret: { url, signingSecret: webhookSecret } });
    const origin = services[2]?.url ?? '';
    const { id } = await webhook('Mine', `${origin}/in/hook`);
    expect(await validated(ada, id)).toMatchObject({ isValid: true });
    const kept: unknown = await (await fetch(`${origin}/_cue/deliveries`)).json();
    expect(kept).toMatchObject({ deliveries: [{ isSigned: true, path: '/in/hook' }] });
    const inside = await webhook('Inside', 'http://169.254.169.254/latest/meta-data');
    expect(await validated(ada, inside.id)).toMatchObject({
      isValid: false,
      message: expect.stringMatching(/not on the public internet/) as unknown,
    });
  });
});

it('a seal opens for its row only, and by any key of the ring', () => {
  const [old, young] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
  const row = { id: 'a', ownerId: 'b', kind: 'stripe' as const };
  const before = createKeyring([old]).seal(row, { secretKey: 'x' });
  const ring = createKeyring([young, old]);
  expect(ring.open(row, before)).toBe('{"secretKey":"x"}');
  expect(createKeyring([young]).open(row, before)).toBeNull();
  for (const other of [{ id: 'c' }, { ownerId: 'c' }, { kind: 'sendgrid' as const }]) {
    expect(ring.open({ ...row, ...other }, before)).toBeNull();
  }
  const changed = before.ciphertext.slice(0, -2) + (before.ciphertext.endsWith('A') ? 'BB' : 'AA');
  expect(ring.open(row, { ...before, ciphertext: changed })).toBeNull();
  expect(ring.seal(row, { secretKey: 'x' }).ciphertext).not.toBe(
    ring.seal(row, { secretKey: 'x' }).ciphertext,
  );
});
