import { vocabulary } from '../text/vocabulary';
import { attributeOf } from '../attributes';
import { toTemplate, type Context } from '../context';
import type { Noun } from '../phrases/noun';
import { outputOf, resolve, resolveEmail } from '../resolve';
import { chunkOf, mentions, nounsIn, takeAll, textOf, type Clause } from './clause';
import { draftMail } from './mail-draft';
import { titleOf } from './mail-titles';
import { findRecipients, type Addressing } from './mail-recipients';
import { nobody } from './person';
import type { Draft, Recogniser } from './recogniser';

const strong: ReadonlySet<string> = new Set(['email', 'mail']);

/** Ask for a mail when they are said of a person. */
const personal = vocabulary(`
  notify, ask, tell, inform, alert, remind, let, thank, warn, write, message, update, congratulate, welcome, invite,
  contact, reach, nudge, apologize, reply, respond, chase, ping
`);
const carrying = vocabulary(`
  send, shoot, confirm, announce, explain, drop, forward, receive, get, deliver, report, fire, dispatch, share, pass, issue
`);

const letters = vocabulary(`
  email, mail, message, reminder, notification, receipt, note, newsletter, letter, confirmation, notice, greeting,
  welcome, thank, apology, report, alert, warning, digest, reply, heads, survey, invitation, summary, update, copy,
  followup, follow, line, instruction, question, tip, goodbye
`);

/** Other ways to tell somebody something, for which there is no step. */
const otherChannels = vocabulary(`
  slack, sms, whatsapp, telegram, discord, tweet, fax, phone, postcard
`);
/** What a hand has to bring. */
const goods = vocabulary(`
  flower, gift, present, parcel, package, box, cake, chocolate, cookie, bottle, wine, beer, champagne, coffee, shirt,
  sticker, mug, book, hamper, basket, bouquet, pizza, sample, key, flag, swag, balloon, postcard, cd, dvd, cash
`);
const elsewhere = vocabulary(`
  webhook, endpoint, hook, dynamodb, table, server, backend, system, crm, api, ai
`);

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
  if (!isMail && mentions(clause, goods)) return 0;
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
  const said = runs
    .join(' ')
    .replace(/\s(?:is|are|must|should|shall|will|has|have|needs?)(?: to)? be \w+.*$/iu, '');
  const bare = said.replace(/^(?:an? |the )?(?:e-?mail|mail|message)s?(?![\p{L}])/iu, '');
  return bare
    .replace(/^[\s,:]+|[\s,:]+$/g, '')
    .replace(
      /^(?:about|regarding|concerning|that|saying|with(?: the)?(?: subject| body| text)?|know|of|and|titled|subject)(?: (?:that|subject|body|text))?(?:\s+|$)/i,
      '',
    )
    .trim();
}

/** The value that the mail carries: "the answer", "the total", "a payment link". */
function carriedBy(
  clause: Clause,
  places: ReadonlySet<number>,
  context: Context,
): { value: string; name: string } | null {
  const nouns = clause.chunks
    .flatMap((chunk) =>
      ['', 'with', 'containing', 'including', 'about', 'linking'].includes(chunk.preposition)
        ? nounsIn(clause, chunk)
        : [],
    )
    .filter(({ from }) => !places.has(from));
  const hasUrl = clause.tokens.some(({ kind }) => kind === 'url');
  for (const { value } of nouns) {
    const isVague = value.isPronoun && value.head.length === 0;
    const isLetter = value.owners.length === 0 && letters.includes(value.head.at(-1) ?? '');
    const isMade = context.produced.some(({ topics }) => topics.includes(value.head.at(-1) ?? ''));
    if (value.literal?.kind === 'quoted' || (isLetter && !isMade)) continue;
    // "a link to https://..." is written out already.
    if (hasUrl && ['link', 'url', 'page'].includes(value.head.at(-1) ?? '')) continue;
    const found = isVague ? lastOutput(context) : resolveKnown(value, context);
    if (found === null) continue;
    const name = isVague ? nameOfLast(context) : value.raw.join(' ');
    return { value: found, name: name === '' ? 'result' : name };
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

/** What the last output is called. */
const nameOfLast = ({ produced }: Context) =>
  [...produced].reverse().find((step) => outputOf(step) !== null)?.topics[0] ?? 'result';

/** A webhook has any field by any name, so only a step's output and what is well known counts. */
function resolveKnown(noun: Noun, context: Context): string | null {
  const found = resolve(noun, context);
  if (found === null) return null;
  const isOpen = context.trigger.type === 'webhook' || context.trigger.type === 'manual';
  const isStep = found.expression.startsWith('steps.') || found.expression === 'item';
  if (isStep || !isOpen || noun.literal !== null) return toTemplate(found);
  const isField =
    noun.owners.length > 0 ||
    ['amount', 'name', 'email', 'link', 'status', 'total', 'id', 'message'].includes(
      attributeOf(noun.head),
    );
  return isField ? toTemplate(found) : null;
}

const SUBJECT_CHARS_MAX = 80;

function contentOf(clause: Clause, said: Addressing, context: Context, words: string): Content {
  const quotes = findQuotes(clause);
  const isYours = !said.recipients.some(({ to }) => to !== '' && !to.startsWith('{{'));
  const drafted = draftMail({
    verb: clause.verb,
    topic: topicOf(clause, said.places, words),
    carried: carriedBy(clause, said.places, context),
    isYours: isYours && !said.recipients.some(({ question }) => question !== null),
    title: titleOf(context.trigger, isYours),
  });
  const body = quotes.body === '' ? drafted.body : quotes.body;
  const short = quotes.body === '' ? drafted.subject : quotes.body;
  const subject = quotes.subject === '' ? short : quotes.subject;
  return { subject: subject.slice(0, SUBJECT_CHARS_MAX), body, isDrafted: quotes.body === '' };
}

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
  const said = findRecipients(clause, context);
  const { recipients } = said;
  const { subject, body, isDrafted } = contentOf(clause, said, context, words);
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
