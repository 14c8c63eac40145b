import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { openaiKey, startOpenai } from './server';

let openai: Awaited<ReturnType<typeof startOpenai>>;
beforeAll(async () => {
  openai = await startOpenai({ port: 0 });
});
afterAll(() => openai.close());

const ask = (content: unknown, key = openaiKey) =>
  fetch(`${openai.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'local', messages: [{ role: 'user', content }] }),
  });
const answerSchema = z.object({
  choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]),
});
const said = async (response: Response) =>
  answerSchema.parse(await response.json()).choices[0].message.content;

test('it answers with the question, or with what its page was told, and shows both as text', async () => {
  expect(await said(await ask('What is <b>?'))).toContain('You asked: What is <b>?');
  expect(await said(await ask([{ type: 'text', text: 'In parts' }]))).toContain('In parts');
  const tell = (answer: string) =>
    fetch(`${openai.url}/_cue/answer`, { method: 'POST', body: new URLSearchParams({ answer }) });
  await tell('Forty-two.');
  expect(await said(await ask('And now?'))).toBe('Forty-two.');
  const page = await (await fetch(openai.url)).text();
  expect(page).toContain('What is &lt;b&gt;?');
  expect(page).toContain('value="Forty-two."');
  await tell('');
  expect(await said(await ask('Again?'))).toContain('You asked: Again?');
});

test('a wrong key is refused, and a page from elsewhere cannot tell it what to say', async () => {
  expect((await ask('Hello', 'sk-wrong')).status).toBe(401);
  const answer = await fetch(`${openai.url}/_cue/answer`, {
    method: 'POST',
    headers: { origin: 'https://evil.example' },
    body: new URLSearchParams({ answer: 'Evil' }),
  });
  expect(answer.status).toBe(403);
});
