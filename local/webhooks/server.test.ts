import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import { startWebhookCatcher, webhookSecret } from './server';

let catcher: Awaited<ReturnType<typeof startWebhookCatcher>>;
beforeAll(async () => {
  catcher = await startWebhookCatcher({ port: 0 });
});
afterAll(() => catcher.close());
beforeEach(() => fetch(`${catcher.url}/_cue/clear`, { method: 'POST' }));

const send = (headers: Record<string, string> = {}, body = '{"a":"<b>"}') =>
  fetch(`${catcher.url}/in/hook`, { method: 'POST', headers, body });
const listSchema = z.object({
  deliveries: z.array(z.looseObject({ isSigned: z.boolean().nullable() })),
});
const signed = async () => {
  const response = await fetch(`${catcher.url}/_cue/deliveries`);
  return listSchema.parse(await response.json()).deliveries.map(({ isSigned }) => isSigned);
};

test('what arrives is kept, with whether its signature is good, and shown as text', async () => {
  const seconds = Math.floor(Date.now() / 1000);
  const code = (time: number) =>
    createHmac('sha256', webhookSecret).update(`${time}.{"a":"<b>"}`).digest('hex');
  await send();
  await send({ 'cue-signature': `t=${seconds},v1=${code(seconds)}` });
  await send({ 'cue-signature': `t=${seconds},v1=${code(seconds)}` }, '{"a":2}');
  await send({ 'cue-signature': `t=${seconds - 900},v1=${code(seconds - 900)}` });
  expect(await signed()).toEqual([false, false, true, null]);
  const page = await (await fetch(catcher.url)).text();
  expect(page).toContain('signature good');
  expect(page).not.toContain('<b>');
});

test('it answers as it is told, as often as it is told', async () => {
  const answer = { status: 500, times: 2 };
  await fetch(`${catcher.url}/_cue/answer`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(answer),
  });
  const statuses = [];
  for (let sent = 0; sent < 3; sent += 1) statuses.push((await send()).status);
  expect(statuses).toEqual([500, 500, 200]);
});

test('a page from elsewhere can neither change nor read it', async () => {
  const headers = { origin: 'https://evil.example', 'content-type': 'application/json' };
  const answer = await fetch(`${catcher.url}/_cue/answer`, { method: 'POST', headers, body: '{}' });
  expect(answer.status).toBe(403);
});
