import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { sendgridKeys, startSendgrid } from './server';

let sendgrid: Awaited<ReturnType<typeof startSendgrid>>;
beforeAll(async () => {
  sendgrid = await startSendgrid({ port: 0 });
});
afterAll(() => sendgrid.close());
beforeEach(() => fetch(`${sendgrid.url}/_cue/clear`, { method: 'POST' }));

const mail = {
  personalizations: [{ to: [{ email: 'ada@example.com' }] }],
  from: { email: 'shop@example.com' },
  subject: 'Hello <b>',
  content: [{ type: 'text/plain', value: 'Dear Ada' }],
};
const send = (body: unknown, key: string = sendgridKeys.full) =>
  fetch(`${sendgrid.url}/v3/mail/send`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

test('a mail is taken, named and shown', async () => {
  const answer = await send(mail);
  expect(answer.status).toBe(202);
  expect(answer.headers.get('x-message-id')).toMatch(/.{10}/);
  const page = await (await fetch(sendgrid.url)).text();
  expect(page).toContain('Hello &lt;b&gt;');
  expect(page).toContain('ada@example.com');
});

test.each([
  [{ ...mail, subject: '' }, 'subject'],
  [{ ...mail, from: undefined }, 'from'],
  [{ ...mail, content: [] }, 'content'],
  [{ ...mail, personalizations: [{ to: [{ email: 'nobody' }] }] }, 'personalizations.0.to.0.email'],
  [null, null],
])('what SendGrid would refuse is refused, by field: %#', async (body, field) => {
  const answer = await send(body);
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ errors: [{ field }] });
});

test('only its keys are let in, each with its rights', async () => {
  expect((await send(mail, 'SG.nonsense')).status).toBe(401);
  expect((await send(mail, sendgridKeys.readOnly)).status).toBe(403);
  const headers = { authorization: `Bearer ${sendgridKeys.readOnly}` };
  const scopes = await fetch(`${sendgrid.url}/v3/scopes`, { headers });
  expect(await scopes.json()).toEqual({ scopes: ['user.profile.read'] });
});

test('it fails when it is asked to, and works again', async () => {
  await fetch(`${sendgrid.url}/_cue/fault`, {
    method: 'POST',
    body: JSON.stringify({ status: 429, times: 1, retryAfterSeconds: 5 }),
  });
  const busy = await send(mail);
  expect([busy.status, busy.headers.get('retry-after')]).toEqual([429, '5']);
  expect((await send(mail)).status).toBe(202);
});
