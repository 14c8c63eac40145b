import { vocabulary } from '../text/vocabulary';
import { attributeOf, people } from '../attributes';
import { toTemplate, type Context } from '../context';
import type { Noun } from '../phrases/noun';
import { resolve, resolveEmail } from '../resolve';
import { chunkOf, nounsIn, type Chunk, type Clause } from './clause';

/** People of our own, whose address the words do not say. */
const ownPeople: ReadonlySet<string> = new Set(
  vocabulary(`
  me, us, myself, ourselves, team, support, sales, accounting, finance, admin, boss, manager, accountant, staff,
  colleague, department, office, marketing, ceo, founder, operator, administrator, developer, engineering, ops,
  billing, bookkeeper, warehouse, agent, rep, representative, desk, everyone, owner
`),
);

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

/** Who is told, and where in the words. */
export interface Addressing {
  recipients: Recipient[];
  /** Places that name recipients; the rest is what the mail is about. */
  places: Set<number>;
}

export function findRecipients(clause: Clause, context: Context): Addressing {
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
  return { recipients: writtenOut(clause, recipients, places), places };
}

/** "the legal team (legal@example.com)", "the team at ...": the address says who, and the rest is no topic. */
function writtenOut(clause: Clause, found: Recipient[], places: Set<number>): Recipient[] {
  for (const { value, from, end } of nounsIn(clause, clause.chunks[0] ?? null)) {
    const isOwn = value.literal === null && value.head.some((word) => ownPeople.has(word));
    const isBefore = found.length > 0 && isOwn && from === firstNoun(clause);
    for (let at = from; isBefore && at < end; at += 1) places.add(at);
  }
  if (found.some(({ question }) => question === null)) return found;
  const written = [...clause.tokens.entries()].filter(([, { kind }]) => kind === 'email');
  if (found.length === 0 || written.length === 0) return found;
  for (const [at] of written) places.add(at);
  return written.map(([, { text }]) => ({ to: text, question: null }));
}

const firstNoun = (clause: Clause) => nounsIn(clause, clause.chunks[0] ?? null)[0]?.from ?? -1;

const isJoined = (clause: Clause, at: number) =>
  [',', 'and', '&'].includes(clause.tokens[at - 1]?.norm ?? '');
