import { vocabulary } from '../text/vocabulary';
import { attributeOf } from '../attributes';
import { toTemplate, type Context } from '../context';
import { outputOf, resolve, wholeOf } from '../resolve';
import { wordAt } from '../text/read';
import { mentions, nounsIn, takeAll, textOf, type Clause } from './clause';
import type { Draft, Recogniser } from './recogniser';

/** What only a model can do; each with what later words call its answer. */
const skills: Readonly<Record<string, readonly string[]>> = {
  summarize: ['summary'],
  translate: ['translation'],
  classify: ['classification', 'category', 'class'],
  categorize: ['category', 'classification'],
  analyze: ['analysis', 'sentiment'],
  rewrite: ['text'],
  proofread: ['text'],
  paraphrase: ['text'],
  extract: ['extract'],
  condense: ['summary'],
  rephrase: ['text'],
  interpret: ['interpretation'],
  brainstorm: ['idea'],
};

/** What a model can do as well as others, so it must be asked or the object must be a text. */
const writing: ReadonlySet<string> = new Set(
  vocabulary(`
  write, draft, compose, generate, create, prepare, suggest, come, produce
`),
);
const texts = vocabulary(`
  reply, response, answer, poem, text, apology, post, description, title, draft, summary, paragraph, headline, story,
  tweet, joke, article, letter, copy, message, explanation, idea, translation, slogan, tagline, recap, overview, note,
  caption, email, mail, quote, haiku, limerick, song, sentence, line, tip, list, report, subject, greeting, newsletter
`);

/** Hand the work to the model: "ask AI to ...", "let AI ...". */
const handing: ReadonlySet<string> = new Set(
  vocabulary(`
  ask, use, let, have, get, tell, prompt, query, run, call, instruct, make
`),
);
const others = vocabulary(`
  judge, decide, rate, score, explain, describe, detect, check, tag, label, answer, identify, determine, turn,
  convert, polish, evaluate, guess, predict, tell, find, read, review, improve, shorten, think, sort, reply, respond,
  figure
`);

const models = ['ai', 'claude', 'gemini', 'model', 'assistant', 'chatbot', 'bot'];
const isAsked = (clause: Clause) => mentions(clause, models);

function sureness(clause: Clause): number {
  const { verb } = clause;
  if (Object.hasOwn(skills, verb)) return 5;
  if (isAsked(clause)) return mentions(clause, ['webhook']) ? 0 : 7;
  const [noun] = nounsIn(clause, clause.chunks[0] ?? null);
  const isText =
    writing.has(verb) && verb !== 'create' && texts.includes(noun?.value.head.at(-1) ?? '');
  return isText && !clause.tokens.some(({ kind }) => kind === 'email') ? 4.5 : 0;
}

const wish = /^(?:shall|should|must|will|can|has to|needs to|is to|ought to)\s+/i;

/** The words behind "ask AI to", or all of them: what the model reads. */
function questionIn(clause: Clause, words: string): string {
  const { tokens, verb } = clause;
  const named = tokens.findIndex(({ norm }) => models.includes(norm));
  const to = tokens.findIndex(
    ({ norm }, at) =>
      at > named && ['to', 'for', 'whether', 'if', ':', 'what', 'how', 'which'].includes(norm),
  );
  const isHanded = handing.has(verb) && named !== -1;
  if (isHanded && to !== -1) {
    const from = ['to', ':', 'for'].includes(tokens[to]?.norm ?? '') ? to + 1 : to;
    return textOf(tokens, from, tokens.length, words);
  }
  const model =
    /\s*\b(?:with|using|by|via|through)\s+(?:the |an? |our )?(?:help of )?(?:open)?(?:chat)?(?:ai|gpt|claude|gemini|llm|model)(?: model)?\b/i;
  const behind = isHanded
    ? textOf(tokens, named + 1, tokens.length, words)
    : textOf(tokens, clause.verbEnd - 1, tokens.length, words);
  return behind.replace(model, '').replace(wish, '').trim();
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** What the model is to look at: the values that are named, or what came last. */
function materialOf(clause: Clause, context: Context): string[] {
  const nouns = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .filter(
      ({ value }) =>
        value.literal?.kind !== 'quoted' && !value.head.some((word) => models.includes(word)),
    );
  const found = nouns.flatMap(({ value }) => {
    const isText = texts.includes(value.head.at(-1) ?? '') && writing.has(clause.verb);
    if (isText && value.owners.length === 0) return [];
    const isOpen =
      (context.trigger.type === 'webhook' ||
        context.trigger.type === 'manual' ||
        context.item !== null) &&
      value.owners.length === 0;
    const reference = resolve(value, context);
    const isField =
      !isOpen ||
      !/^(?:trigger|item\.)/.test(reference?.expression ?? '') ||
      isLikelyField(value.head);
    return reference === null || !isField ? [] : [toTemplate(reference)];
  });
  if (found.length > 0) return [...new Set(found)];
  const last = [...context.produced]
    .reverse()
    .map(outputOf)
    .find((each) => each !== null);
  // Within a loop the list that it goes through is no material, its item is.
  const isList = ['http_request', 'dynamodb_query'].includes(context.produced.at(-1)?.type ?? '');
  const whole =
    (context.item !== null && isList ? null : last) ??
    (context.item === null ? wholeOf(context.trigger) : { expression: 'item', isMinor: false });
  return whole === null ? [] : [toTemplate(whole)];
}

const likely: ReadonlySet<string> = new Set(
  vocabulary(`
  message, text, body, email, name, comment, feedback, review, description, content, question, ticket, request, data,
  payload, note, title, subject, complaint, order, article, document, transcript, answer, post, lead, submission,
  form, inquiry, enquiry, issue, conversation
`),
);
const isLikelyField = (head: readonly string[]) =>
  likely.has(head.at(-1) ?? '') || likely.has(attributeOf(head));

/** What a model has written when it was told so. */
const written: Readonly<Record<string, string>> = {
  apologize: 'apology',
  congratulate: 'congratulation',
  invite: 'invitation',
  reply: 'reply',
  respond: 'response',
  answer: 'answer',
  extract: 'result',
};

function read(clause: Clause, context: Context, words: string): Draft {
  const asked = sentence(questionIn(clause, words));
  const material = materialOf(clause, context);
  const prompt = [asked, ...material].filter(Boolean).join('\n\n');
  const verb = Object.keys(skills).find(
    (each) => clause.verb === each || clause.tokens.some(({ norm }) => norm === each),
  );
  // "a reply" will be written; "the message" was there before.
  const nouns = clause.chunks
    .flatMap((chunk) => nounsIn(clause, chunk))
    .filter(
      ({ from }) => !['the', 'this', 'that', 'its', 'their'].includes(wordAt(clause.tokens, from)),
    )
    .map(({ value }) => value.head.at(-1) ?? '');
  const topics = [
    ...(verb === undefined ? [] : (skills[verb] ?? [])),
    ...nouns.filter((word) => texts.includes(word)),
  ];
  for (const { norm } of clause.tokens)
    if (Object.hasOwn(written, norm)) topics.push(written[norm] ?? '');
  takeAll(clause);
  const questions = asked === '' ? [{ field: 'prompt', message: 'What is asked?' }] : [];
  return { config: { prompt }, questions, topics };
}

export const ai: Recogniser = {
  type: 'ai_prompt',
  verbs: [...Object.keys(skills), ...writing, ...handing, ...others],
  sureness,
  read,
};
