import { setTimeout as wait } from 'node:timers/promises';
import { Hono } from 'hono';
import { z } from 'zod';
import { listen } from '../kit/listen';
import { mountAssets } from '../kit/page/assets';
import { isSameOrigin, onlyHost, pageHeaders } from '../kit/page/security';
import { questionsDocument } from './page';

export const openaiKey = 'sk-local-key-for-development';

const REQUESTS_MAX = 200;

/** How one call is answered. */
const answerSchema = z.object({
  status: z.number().int().min(200).max(599).default(200),
  /** What the model says; anything but text is said as JSON. */
  content: z.json().default('Hello.'),
  /** Only so much of it, as a model that ran out of tokens. */
  cutAfterChars: z.number().int().min(0).optional(),
  delayMs: z.number().int().min(0).max(120_000).default(0),
  retryAfterSeconds: z.number().int().min(0).optional(),
  totalTokens: z.number().int().min(0).nullable().default(100),
  location: z.string().optional(),
});
type PlannedAnswer = z.output<typeof answerSchema>;
/** As a test writes it. */
export type OpenaiAnswer = z.input<typeof answerSchema>;

const requestSchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.json() })).min(1),
  max_tokens: z.number().optional(),
  response_format: z.looseObject({ type: z.string() }).optional(),
});
export type OpenaiRequest = z.output<typeof requestSchema>;

interface State {
  requests: OpenaiRequest[];
  /** Answers in turn; the last one stays. */
  answers: PlannedAnswer[];
}

const refuse = (status: number, message: string, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify({ error: { message, type: 'error', param: null, code: null } }), {
    status,
    headers: { 'content-type': 'application/json', ...headers },
  });

/**
 * Starts a stand-in for an OpenAI-compatible API on 127.0.0.1. It has no model: what it says is what its page at `/`
 * or POST `/_cue/answers` told it, in turn, and without that the question again; GET `/_cue/requests` shows what it was
 * asked.
 *
 * @throws Error when the port is taken
 */
export async function startOpenai(options: { port: number }) {
  const state: State = { requests: [], answers: [] };
  const app = new Hono();
  const { url, close } = await listen((request) => app.fetch(request), {
    port: options.port,
    name: 'local OpenAI',
  });
  app.use(onlyHost(() => url));
  mountAssets(app);
  app.use('/v1/*', async (c, next) => {
    if (c.req.header('authorization') === `Bearer ${openaiKey}`) return next();
    return refuse(401, 'Incorrect API key provided.');
  });
  app.get('/v1/models', (c) =>
    c.json({
      object: 'list',
      data: [{ id: 'local', object: 'model', created: 0, owned_by: 'cue' }],
    }),
  );
  app.post('/v1/chat/completions', async (c) => {
    const request = requestSchema.safeParse(await c.req.json().catch(() => null));
    if (!request.success) return refuse(400, z.prettifyError(request.error));
    state.requests.push(request.data);
    state.requests.splice(0, state.requests.length - REQUESTS_MAX);
    const answer = state.answers.length > 1 ? state.answers.shift() : state.answers[0];
    return respond(answer ?? echo(request.data), request.data, c.req.raw.signal);
  });
  mountControl(app, state, () => url);
  return { url, close };
}

const ECHO_CHARS_MAX = 400;

/** What is said while nobody has told what to say: always the same to the same question. */
function echo({ messages }: OpenaiRequest): PlannedAnswer {
  const question = textOf(messages.at(-1)?.content).slice(0, ECHO_CHARS_MAX);
  return answerSchema.parse({
    content: `This is the local stand-in, which has no model. You asked: ${question}`,
  });
}

/** A message is text, or a list of parts of which some are. */
function textOf(content: unknown): string {
  if (typeof content === 'string') return content;
  const parts = z.array(z.looseObject({ text: z.string().default('') })).safeParse(content);
  return parts.success ? parts.data.map(({ text }) => text).join('') : '';
}

async function respond(
  answer: PlannedAnswer,
  { model }: OpenaiRequest,
  signal: AbortSignal,
): Promise<Response> {
  await wait(answer.delayMs, undefined, { signal }).catch(() => undefined);
  const { status, retryAfterSeconds, location, cutAfterChars } = answer;
  if (status !== 200) {
    return refuse(status, 'This answer was asked for.', {
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
      ...(location !== undefined && { location }),
    });
  }
  const said = typeof answer.content === 'string' ? answer.content : JSON.stringify(answer.content);
  const isCut = cutAfterChars !== undefined;
  return Response.json({
    id: 'chatcmpl-local',
    object: 'chat.completion',
    created: Math.floor(Date.now() / 1000),
    model,
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: isCut ? said.slice(0, cutAfterChars) : said },
        finish_reason: isCut ? 'length' : 'stop',
      },
    ],
    ...(answer.totalTokens !== null && {
      usage: {
        prompt_tokens: 0,
        completion_tokens: answer.totalTokens,
        total_tokens: answer.totalTokens,
      },
    }),
  });
}

/** For people and tests; never the product. */
function mountControl(app: Hono, state: State, url: () => string): void {
  app.get('/', (c) => {
    const said = state.answers[0]?.content;
    const questions = state.requests.toReversed().map(({ model, messages }) => ({
      model,
      messages: messages.map(({ role, content }) => ({ role, text: textOf(content) })),
    }));
    const answer = typeof said === 'string' ? said : '';
    const page = { questions, answer, address: `${url()}/v1`, key: openaiKey };
    return c.html(questionsDocument(page), 200, pageHeaders());
  });
  app.post('/_cue/answer', async (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    const { answer } = z.object({ answer: z.string() }).parse(await c.req.parseBody());
    state.answers = answer.trim() === '' ? [] : [answerSchema.parse({ content: answer })];
    return c.redirect('/', 303);
  });
  app.get('/_cue/requests', (c) => c.json({ requests: state.requests }));
  app.post('/_cue/answers', async (c) => {
    if (!isSameOrigin(c)) return c.text('Only from this machine', 403);
    state.answers = z.array(answerSchema).parse(await c.req.json());
    state.requests = [];
    return c.body(null, 204);
  });
}
