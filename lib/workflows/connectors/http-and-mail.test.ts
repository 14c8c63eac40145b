import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createAiPrompt } from './ai/ai-prompt';
import { createHttpRequest } from './http/http-request';
import { networkOf, startReceiver, type Respond } from './net/net-fixture';
import { createSendEmail } from './sendgrid/send-email';
import { failureOf, runStep } from './step-fixture';
import { createSendWebhook } from './webhook/send-webhook';

const answer =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Respond =>
  (_, response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));

describe('http_request', () => {
  it('sends what was computed and keeps the answer', async () => {
    await using receiver = await startReceiver(answer(201, { id: 7 }, { 'set-cookie': 'a=b' }));
    const data = {
      method: 'POST',
      url: `${receiver.origin}/orders/{{ trigger.id }}`,
      headers: [{ name: 'Authorization', value: 'Bearer {{ trigger.token }}' }],
      body: '{"note": "{{ trigger.note }}"}',
    };
    const trigger = { id: 5, token: 't', note: '","admin":true,"x":"' };
    const output = await runStep('http_request', createHttpRequest(networkOf([receiver.origin])), {
      data,
      trigger,
    });
    expect(output).toMatchObject({ status: 201, body: { id: 7 } });
    expect(JSON.stringify(output)).not.toContain('a=b');
    const [received] = receiver.received;
    expect(received).toMatchObject({
      method: 'POST',
      path: '/orders/5',
      headers: {
        authorization: 'Bearer t',
        'content-type': 'application/json',
        'idempotency-key': 'run_1:step_1',
      },
    });
    expect(JSON.parse(received?.body ?? '')).toEqual({ note: trigger.note });
  });

  it('fails on refusals; only passing ones are worth another attempt', async () => {
    for (const [status, isTemporary] of [
      [404, false],
      [429, true],
      [503, true],
    ] as const) {
      await using receiver = await startReceiver(
        answer(status, { why: 'x' }, { 'retry-after': '9' }),
      );
      const executor = createHttpRequest(networkOf([receiver.origin]));
      const data = { method: 'GET', url: receiver.origin };
      const error = await failureOf(runStep('http_request', executor, { data }));
      expect(error).toMatchObject({ isTemporary, retryAfterSeconds: 9 });
      expect(error.message).toContain(`answered ${status}: {"why":"x"}`);
    }
  });

  it('reaches nothing private', async () => {
    await using receiver = await startReceiver(answer(200));
    const data = { method: 'GET', url: '{{ trigger.url }}' };
    const trigger = { url: receiver.origin };
    const error = await failureOf(
      runStep('http_request', createHttpRequest(networkOf([])), { data, trigger }),
    );
    expect(error.message).toMatch(/not on the public internet/);
    expect(receiver.received).toEqual([]);
  });
});

describe('send_email', () => {
  const credential = { apiKey: 'SG.abcdefghijklmnop', fromEmail: 'shop@example.com' };
  const data = {
    to: '{{ trigger.to }}',
    subject: 'Hello\n{{ trigger.name }}',
    body: 'Dear {{ trigger.name }}',
  };

  it('sends one mail with the key of the step', async () => {
    await using receiver = await startReceiver(answer(202, {}, { 'x-message-id': 'm1' }));
    const executor = createSendEmail({ apiUrl: receiver.origin });
    const trigger = { to: 'ada@example.com, bob@example.com', name: 'Ada' };
    const output = await runStep('send_email', executor, { data, trigger, credential });
    expect(output).toEqual({ messageId: 'm1', status: 202 });
    const [received] = receiver.received;
    expect(received).toMatchObject({
      path: '/v3/mail/send',
      headers: { authorization: `Bearer ${credential.apiKey}` },
    });
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      personalizations: [
        {
          to: [{ email: 'ada@example.com' }, { email: 'bob@example.com' }],
          custom_args: { cue_idempotency_key: 'run_1:step_1' },
        },
      ],
      from: { email: 'shop@example.com' },
      subject: 'Hello Ada',
      content: [{ type: 'text/plain', value: 'Dear Ada' }],
    });
  });

  it('says what SendGrid said, without the key', async () => {
    const body = { errors: [{ message: `The key ${credential.apiKey} is revoked` }] };
    await using receiver = await startReceiver(answer(401, body));
    const executor = createSendEmail({ apiUrl: receiver.origin });
    const error = await failureOf(
      runStep('send_email', executor, {
        data,
        trigger: { to: 'a@example.com', name: 'A' },
        credential,
      }),
    );
    expect(error).toMatchObject({
      isTemporary: false,
      message: 'SendGrid answered 401: The key … is revoked',
    });
  });

  it('needs addresses, and an account', async () => {
    const executor = createSendEmail({ apiUrl: 'http://127.0.0.1:1' });
    const trigger = { to: 'nobody', name: 'A' };
    const wrong = await failureOf(runStep('send_email', executor, { data, trigger, credential }));
    expect(wrong.message).toBe('"nobody" is no email address');
    const without = await failureOf(runStep('send_email', executor, { data, trigger }));
    expect(without.message).toMatch(/Choose the account/);
  });
});

describe('send_webhook', () => {
  const signingSecret = 'whsec_0123456789abcdef';
  it('signs what it sends, so that the receiver can tell it from others', async () => {
    await using receiver = await startReceiver(answer(200, { ok: true }));
    const credential = { url: `${receiver.origin}/hook/token`, signingSecret };
    const executor = createSendWebhook(networkOf([receiver.origin]));
    const data = { event: 'payment.failed' };
    const output = await runStep('send_webhook', executor, { data, trigger: { a: 1 }, credential });
    expect(output).toEqual({ status: 200, body: { ok: true } });
    const [received] = receiver.received;
    expect(received?.body).toBe('{"id":"run_1:step_1","event":"payment.failed","data":{"a":1}}');
    expect(received?.headers['idempotency-key']).toBe('run_1:step_1');
    const [, seconds, code] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(received?.headers['cue-signature'])) ?? [];
    expect(Math.abs(Number(seconds) - Date.now() / 1000)).toBeLessThan(60);
    const expected = createHmac('sha256', signingSecret)
      .update(`${seconds}.${received?.body}`)
      .digest('hex');
    expect(code).toBe(expected);
  });

  it('follows no redirect, and tells neither secret nor path', async () => {
    await using receiver = await startReceiver((_, response) =>
      response.writeHead(302, { location: '/elsewhere' }).end('to /hook/token please'),
    );
    const credential = { url: `${receiver.origin}/hook/token`, signingSecret };
    const executor = createSendWebhook(networkOf([receiver.origin]));
    const error = await failureOf(
      runStep('send_webhook', executor, { data: { event: 'a' }, credential }),
    );
    expect(error).toMatchObject({ isTemporary: false });
    expect(error.message).toMatch(/answered 302/);
    expect(error.message).not.toContain('token');
    expect(receiver.received).toHaveLength(1);
  });
});

describe('ai_prompt', () => {
  const data = { system: 'Be short', prompt: 'Say {{ trigger.word }}', outputTokensMax: 64 };
  const trigger = { word: 'hi' };
  const completion = {
    id: 'c1',
    object: 'chat.completion',
    created: 1,
    model: 'm',
    choices: [{ index: 0, message: { role: 'assistant', content: 'hi' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 3, completion_tokens: 1, total_tokens: 4 },
  };
  /** Counts as the database does. */
  function budgetOf(max: number) {
    let tokens = 0;
    return {
      used: () => tokens,
      reserve: (wanted: number) => {
        if (tokens + wanted > max) return Promise.resolve(null);
        tokens += wanted;
        return Promise.resolve({ month: '2026-01-01', tokens: wanted });
      },
      settle: ({ tokens: reserved }: { tokens: number }, used: number) => {
        tokens += used - reserved;
        return Promise.resolve();
      },
    };
  }
  const depsOf = (origin: string, budget = budgetOf(10_000)) => ({
    baseUrl: `${origin}/v1`,
    apiKey: 'ai-key-1234',
    model: 'm',
    budget,
  });

  it('asks with role, question, bound and key', async () => {
    await using receiver = await startReceiver(answer(200, completion));
    const output = await runStep('ai_prompt', createAiPrompt(depsOf(receiver.origin)), {
      data,
      trigger,
    });
    expect(output).toEqual({ text: 'hi' });
    const [received] = receiver.received;
    expect(received).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: 'Bearer ai-key-1234', 'idempotency-key': 'run_1:step_1' },
    });
    expect(JSON.parse(received?.body ?? '')).toMatchObject({
      model: 'm',
      max_tokens: 64,
      messages: [
        { role: 'system', content: 'Be short' },
        { role: 'user', content: 'Say hi' },
      ],
    });
  });

  it('says when no model is connected, when it refuses and when it is gone', async () => {
    const none = createAiPrompt({ ...depsOf(''), baseUrl: undefined, model: undefined });
    expect((await failureOf(runStep('ai_prompt', none, { data, trigger }))).message).toMatch(
      /AI_BASE_URL/,
    );
    await using receiver = await startReceiver(
      answer(429, { error: { message: 'slow down ai-key-1234' } }, { 'retry-after': '2' }),
    );
    const busy = await failureOf(
      runStep('ai_prompt', createAiPrompt(depsOf(receiver.origin)), { data, trigger }),
    );
    expect(busy).toMatchObject({ isTemporary: true, retryAfterSeconds: 2 });
    expect(busy.message).toBe('The language model answered 429: slow down …');
    const gone = await failureOf(
      runStep('ai_prompt', createAiPrompt(depsOf('http://127.0.0.1:1')), { data, trigger }),
    );
    expect(gone.isTemporary).toBe(true);
  });

  it('counts what it used against the month, nothing for a refusal, and asks nobody when there is no room', async () => {
    await using receiver = await startReceiver(answer(200, completion));
    const budget = budgetOf(300);
    const executor = createAiPrompt(depsOf(receiver.origin, budget));
    await runStep('ai_prompt', executor, { data, trigger });
    expect(budget.used()).toBe(4);

    await using refusing = await startReceiver(answer(500));
    const refused = createAiPrompt(depsOf(refusing.origin, budget));
    await failureOf(runStep('ai_prompt', refused, { data, trigger }));
    expect(budget.used()).toBe(4);

    const poor = createAiPrompt(depsOf(receiver.origin, budgetOf(100)));
    const failure = await failureOf(runStep('ai_prompt', poor, { data, trigger }));
    expect(failure).toMatchObject({ isTemporary: false });
    expect(failure.message).toMatch(/used up for this month/);
    expect(receiver.received).toHaveLength(1);
  });

  it('keeps an answer whose tokens could not be settled', async () => {
    await using receiver = await startReceiver(answer(200, completion));
    const budget = { ...budgetOf(10_000), settle: () => Promise.reject(new Error('away')) };
    const executor = createAiPrompt(depsOf(receiver.origin, budget));
    expect(await runStep('ai_prompt', executor, { data, trigger })).toEqual({ text: 'hi' });
    const away = { ...budget, reserve: () => Promise.reject(new Error('away')) };
    const failure = await failureOf(
      runStep('ai_prompt', createAiPrompt(depsOf(receiver.origin, away)), { data, trigger }),
    );
    expect(failure.isTemporary).toBe(true);
  });

  it('stops when the run does', async () => {
    const controller = new AbortController();
    await using receiver = await startReceiver(() => controller.abort());
    const executor = createAiPrompt(depsOf(receiver.origin));
    const error = await failureOf(
      runStep('ai_prompt', executor, { data, trigger, signal: controller.signal }),
    );
    expect(error.message).toBe('The step was stopped');
  });
});
