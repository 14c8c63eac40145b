import { vocabulary } from '../text/vocabulary';
import { attributeOf, people } from '../attributes';
import { toTemplate, type Context } from '../context';
import type { Noun } from '../phrases/noun';
import { outputOf, resolve, resolveEmail } from '../resolve';
import { chunkOf, mentions, nounsIn, takeAll, textOf, type Chunk, type Clause } from './clause';
import { nobody } from './person';
import type { Draft, Recogniser } from './recogniser';

const strong: ReadonlySet<string> = new Set(['email', 'mail']);

/** Ask for a mail when they are said of a person. */
const personal = vocabulary(`
  notify, ask, tell, inform, alert, remind, let, thank, warn, write, message, update, congratulate, welcome, invite,
  contact, reach, nudge, apologize, reply, respond, chase, ping
`);
const carrying = vocabulary(`
  send, shoot, confirm, announce, explain, drop, forward, receive, get, deliver, fire, dispatch, share, pass, issue
`);

const letters = vocabulary(`
  email, mail, message, reminder, notification, receipt, note, newsletter, letter, confirmation, notice, greeting,
  welcome, thank, apology, report, alert, warning, digest, reply, heads, survey, invitation, summary, update, copy,
  followup, line, instruction, question
`);

/** People of our own, whose address the words do not say. */
const ownPeople: ReadonlySet<string> = new Set(
  vocabulary(`
  me, us, myself, ourselves, team, support, sales, accounting, finance, admin, boss, manager, accountant, staff,
  colleague, department, office, marketing, ceo, founder, operator, administrator, developer, engineering, ops,
  billing, bookkeeper, warehouse, agent, rep, representative, desk, everyone, owner
`),
);

/** Other ways to tell somebody something, for which there is no step. */
const otherChannels = vocabulary(`
  slack, sms, whatsapp, telegram, discord, tweet, fax, phone, postcard
`);
const elsewhere = vocabulary(`
  webhook, endpoint, hook, dynamodb, table, server, backend, system, crm, api, ai
`);

interface Recipient {
  to: string;
  question: string | null;
}

function recipientOf(noun: Noun, context: Context): Recipient | null {
  if (noun.literal?.kind === 'email') return { to: noun.literal.text, question: null };
  if (noun.literal?.kind === 'literal') {
    const written = resolve(noun, context);
    return written === null ? null : { to: toTemplate(written), question: null };
  }
  const head = noun.head.at(-1) ?? '';
  const isOwn = noun.head.some((word) => ownPeople.has(word)) && noun.owners.length === 0;
  const isPerson =
    people.has(head) || (noun.isPronoun && noun.head.length === 0) || head === context.item;
  const isAddress =
    attributeOf(noun.head) === 'email' && (noun.owners.length > 0 || noun.head.length > 1);
  if (isOwn && !(isPerson && context.item !== null)) {
    return { to: '', question: `Which address has ${noun.raw.join(' ')}?` };
  }
  if (!isPerson && !isAddress) return null;
  const found = resolveEmail(noun, context);
  if (found !== null) return { to: toTemplate(found), question: null };
  return {
    to: '',
    question: `Which address is it? Nothing before says ${noun.raw.join(' ') || 'it'}`,
  };
}

interface Addressing {
  recipients: Recipient[];
  /** Places that name recipients; the rest is what the mail is about. */
  places: Set<number>;
}

function findRecipients(clause: Clause, context: Context): Addressing {
  const places = new Set<number>();
  const recipients: Recipient[] = [];
  const inChunk = (chunk: Chunk | null, isDirect: boolean) => {
    for (const { value, from, end } of nounsIn(clause, chunk)) {
      const recipient = recipientOf(value, context);
      // "send the customer's email to ...": what is sent is no recipient.
      if (
        recipient === null ||
        (isDirect && recipients.length > 0 && from > 0 && !isJoined(clause, from))
      )
        continue;
      recipients.push(recipient);
      for (let at = from; at < end; at += 1) places.add(at);
    }
    if (chunk !== null && recipients.length > 0 && chunk.preposition !== '') places.add(chunk.at);
  };
  const to = [...clause.chunks]
    .reverse()
    .filter(({ preposition }) => ['to', 'at'].includes(preposition));
  for (const chunk of to) if (recipients.length === 0) inChunk(chunk, false);
  const [direct] = clause.chunks;
  if (recipients.length === 0) inChunk(direct ?? null, true);
  if (recipients.length === 0) inChunk(chunkOf(clause, 'for', 'with'), false);
  return { recipients, places };
}

const isJoined = (clause: Clause, at: number) =>
  [',', 'and', '&'].includes(clause.tokens[at - 1]?.norm ?? '');

function sureness(clause: Clause, context: Context): number {
  const { verb } = clause;
  const isMail = mentions(clause, ['email', 'mail']);
  if (!strong.has(verb) && !isMail && mentions(clause, otherChannels)) return 0;
  if (
    !strong.has(verb) &&
    mentions(clause, elsewhere) &&
    findRecipients(clause, context).recipients.length === 0
  )
    return 0;
  if (strong.has(verb)) return 6;
  const hasRecipient = findRecipients(clause, context).recipients.length > 0;
  const isLetter = mentions({ ...clause, tokens: clause.tokens.slice(clause.verbEnd) }, letters);
  if (verb === 'update' && chunkOf(clause, 'about', 'that', 'on') === null && !isMail) return 0;
  if (personal.includes(verb)) return hasRecipient ? 4 : isMail ? 3 : 0;
  if (verb === 'get' || verb === 'receive') return isLetter ? 3 : 0;
  return (hasRecipient ? 3 : 0) + (isLetter ? 2 : 0);
}

/** Lead in the text or the subject of a mail. */
const bodyWords = new Set(['saying', 'reading', 'telling']);
const subjectWords = new Set(['subject', 'titled']);

interface Content {
  subject: string;
  body: string;
  isDrafted: boolean;
}

/** Quoted words, by what stands before them: the subject, the text, or the text when there is one only. */
function findQuotes(clause: Clause): { subject: string; body: string } {
  const found = { subject: '', body: '' };
  for (const [at, { kind, text }] of clause.tokens.entries()) {
    if (kind !== 'quoted') continue;
    const before = clause.tokens.slice(Math.max(0, at - 4), at).map(({ norm }) => norm);
    const last = Math.max(...[...subjectWords].map((word) => before.lastIndexOf(word)));
    const isBody = before.some(
      (word, place) =>
        place > last &&
        (bodyWords.has(word) || ['body', 'text', 'message', 'says', 'content'].includes(word)),
    );
    if (last >= 0 && !isBody) found.subject = text;
    else if (found.body === '') found.body = text;
  }
  return found;
}

/** What the mail is about: the words that are neither the verb nor a recipient nor quoted. */
function topicOf(clause: Clause, places: ReadonlySet<number>, words: string): string {
  const isTopic = (at: number) =>
    at >= clause.verbEnd && !places.has(at) && clause.tokens[at]?.kind !== 'quoted';
  const runs: string[] = [];
  for (let at = 0; at < clause.tokens.length; at += 1) {
    if (!isTopic(at)) continue;
    let end = at;
    while (end < clause.tokens.length && isTopic(end)) end += 1;
    runs.push(textOf(clause.tokens, at, end, words));
    at = end;
  }
  const bare = runs.join(' ').replace(/^(?:an? |the )?(?:e-?mail|mail|message)s?(?![\p{L}])/iu, '');
  return bare
    .replace(/^[\s,:]+|[\s,:]+$/g, '')
    .replace(
      /^(?:about|regarding|concerning|that|saying|with(?: the)?(?: subject| body| text)?|know|of|and|titled|subject)(?: (?:that|subject|body|text))?(?:\s+|$)/i,
      '',
    )
    .trim();
}

/** The value that the mail carries: "the answer", "the total", "a payment link". */
function carriedBy(clause: Clause, places: ReadonlySet<number>, context: Context): string | null {
  const nouns = clause.chunks
    .flatMap((chunk) =>
      ['', 'with', 'containing', 'including', 'about', 'linking'].includes(chunk.preposition)
        ? nounsIn(clause, chunk)
        : [],
    )
    .filter(({ from }) => !places.has(from));
  for (const { value } of nouns) {
    const isVague = value.isPronoun && value.head.length === 0;
    const isLetter = value.owners.length === 0 && letters.includes(value.head.at(-1) ?? '');
    const found =
      value.literal?.kind === 'quoted' || (isLetter && context.produced.length === 0)
        ? null
        : isVague
          ? lastOutput(context)
          : resolveKnown(value, context);
    if (found !== null) return found;
  }
  return null;
}

const lastOutput = ({ produced }: Context) => {
  const last = [...produced]
    .reverse()
    .map(outputOf)
    .find((each) => each !== null);
  return last ? toTemplate(last) : null;
};

/** A webhook has any field by any name, so only a step's output and what is well known counts. */
function resolveKnown(noun: Noun, context: Context): string | null {
  const found = resolve(noun, context);
  if (found === null) return null;
  const isOpen = context.trigger.type === 'webhook' || context.trigger.type === 'manual';
  const isStep = found.expression.startsWith('steps.') || found.expression === 'item';
  if (isStep || !isOpen || noun.literal !== null) return toTemplate(found);
  const isField =
    noun.owners.length > 0 ||
    ['amount', 'name', 'email', 'link', 'status', 'total', 'id'].includes(attributeOf(noun.head));
  return isField ? toTemplate(found) : null;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
const SUBJECT_CHARS_MAX = 80;

function contentOf(
  clause: Clause,
  places: ReadonlySet<number>,
  context: Context,
  words: string,
): Content {
  const quotes = findQuotes(clause);
  const topic = topicOf(clause, places, words);
  const carried = carriedBy(clause, places, context);
  const drafted = [topic === '' ? '' : sentence(topic), carried ?? ''].filter(Boolean).join('\n\n');
  const fallback = drafted === '' ? titles[context.trigger.type] : drafted;
  const body = quotes.body === '' ? fallback : quotes.body;
  const short = quotes.body === '' ? sentence(topic) : quotes.body;
  const subject =
    quotes.subject === '' ? (short === '' ? titles[context.trigger.type] : short) : quotes.subject;
  return { subject: subject.slice(0, SUBJECT_CHARS_MAX), body, isDrafted: quotes.body === '' };
}

const titles: Readonly<Record<Context['trigger']['type'], string>> = {
  manual: 'News from your workflow',
  schedule: 'News from your workflow',
  webhook: 'We received your message',
  stripe_event: 'News about your payment',
};

/** Who gets a mail when the words name nobody: whoever it is about, which is told. */
function usualRecipient(context: Context): { to: string; message: string } {
  const noun =
    context.item === null ? nobody : { ...nobody, head: [context.item], raw: [context.item] };
  const found =
    context.trigger.type === 'manual' && context.produced.length === 0
      ? null
      : resolveEmail(noun, context);
  if (found === null) return { to: '', message: 'Who gets the mail?' };
  const name = noun.raw.join(' ');
  return { to: toTemplate(found), message: `Nobody was named, so the ${name} gets the mail` };
}

function read(clause: Clause, context: Context, words: string): Draft {
  const { recipients, places } = findRecipients(clause, context);
  const { subject, body, isDrafted } = contentOf(clause, places, context, words);
  takeAll(clause);
  const to = recipients
    .map((each) => each.to)
    .filter((each) => each !== '')
    .join(', ');
  const open = recipients.flatMap(({ question }) =>
    question === null ? [] : [{ field: 'to', message: question }],
  );
  const usual = recipients.length === 0 ? usualRecipient(context) : null;
  const missing = usual === null ? open : [{ field: 'to', message: usual.message }];
  const draft = {
    field: 'body',
    message: 'The text of the mail is a draft: say what it should read',
  };
  return {
    config: { to: usual?.to ?? to, subject, body },
    questions: [...missing, ...(isDrafted ? [draft] : [])],
  };
}

export const mail: Recogniser = {
  type: 'send_email',
  verbs: [...strong, ...personal, ...carrying],
  sureness,
  read,
};
