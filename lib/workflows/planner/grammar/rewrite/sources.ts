import { vocabulary } from '../../text/vocabulary';
import { isArticle, startsNoun } from '../../phrases/noun';
import { wordAt } from '../../text/read';
import type { Token } from '../../text/tokens';
import type { Item } from '../tree';
import type { Rewrite } from './rewrite';

/** Words that stand for what an address answers. */
interface Source {
  from: number;
  to: number;
  /** They, as words behind "get". */
  asked: readonly Token[];
  /** What remains of them in the sentence. */
  noun: readonly Token[];
}

/** What an address holds: with "at" or "in" before it, only these are meant. */
const contents: ReadonlySet<string> = new Set(
  vocabulary(`
  list, result, results, response, answer, data, output, content, contents, feed, report, number, numbers, figures, stats,
  statistics, users, customers, orders, items, rates, prices, summary, numbers, metrics, user, customer, subscriber, lead,
  account, item, order, person, member, contact, entry, record, row, everyone, everybody, reply, weather, news, status,
  forecast, leads, accounts, members, contacts, people, text, article, json, file, export, total, count, digest
`),
);

/** Named with an address, and not asked for from it. */
const noContents: ReadonlySet<string> = new Set(
  vocabulary(`
  link, url, address, webhook, call, request, page, site, website, redirect, post, button, copy, back, get, put, delete
`),
);

const saying: ReadonlySet<string> = new Set(
  vocabulary(`
  returns, says, gives, answers, responds, sends, reports, shows, contains, has, tells, returned, holds
`),
);

const word = (token: Token, norm: string): Token => ({
  ...token,
  kind: 'word',
  norm,
  text: norm,
  end: token.start,
});

/** "the result of https://...", "whatever https://... returns". */
function findSource(tokens: readonly Token[], begin: number, isList: boolean): Source | null {
  for (const [at, token] of tokens.entries()) {
    if (at <= begin || token.kind !== 'url') continue;
    const found =
      readWhatever(tokens, at) ??
      readFrom(tokens, at, { begin, isList }) ??
      readSent(tokens, at, begin);
    if (found !== null) return found;
  }
  return null;
}

function readWhatever(tokens: readonly Token[], at: number): Source | null {
  const [first, url] = [tokens[at - 1], tokens[at]];
  if (first === undefined || url === undefined) return null;
  if (!['whatever', 'what', 'everything', 'all'].includes(first.norm)) return null;
  if (!saying.has(wordAt(tokens, at + 1))) return null;
  const end = ['with', 'back'].includes(wordAt(tokens, at + 2)) ? at + 3 : at + 2;
  const noun = [word(first, 'the'), word(first, 'response')];
  return { from: at - 1, to: end, asked: [url], noun };
}

/** "email https://... to the boss": what stands there is sent. */
function readSent(tokens: readonly Token[], at: number, begin: number): Source | null {
  const url = tokens[at];
  const isMail =
    ['email', 'mail', 'send', 'forward'].includes(wordAt(tokens, begin)) &&
    wordAt(tokens, at + 1) === 'to' &&
    tokens.slice(at + 2).some(({ kind }) => kind === 'email');
  if (url === undefined || at !== begin + 1 || !isMail) return null;
  return { from: at, to: at + 1, asked: [url], noun: [word(url, 'the'), word(url, 'response')] };
}

function readFrom(
  tokens: readonly Token[],
  at: number,
  { begin, isList }: { begin: number; isList: boolean },
): Source | null {
  const preposition = wordAt(tokens, at - 1);
  const isVerbal = wordAt(tokens, at - 2) === 'returned' || wordAt(tokens, at - 2) === 'found';
  if (!['from', 'of', 'at', 'on', 'in', 'by'].includes(preposition)) return null;
  if (preposition === 'by' && !isVerbal) return null;
  const nounEnd = isVerbal ? at - 2 : at - 1;
  let from = nounEnd;
  while (from > begin && startsNoun(tokens, from - 1) && tokens[from - 1]?.kind === 'word')
    from -= 1;
  const head = wordAt(tokens, nounEnd - 1);
  const isSure = isList || isVerbal || ['from', 'of'].includes(preposition) || contents.has(head);
  if (from === nounEnd || noContents.has(head) || !isSure) return null;
  // "email the team the list from ...": an article begins the noun.
  for (let place = nounEnd - 1; place > from; place -= 1) {
    if (!isArticle(wordAt(tokens, place))) continue;
    from = place;
    break;
  }
  const noun = tokens.slice(from, nounEnd);
  const url = tokens[at];
  return url === undefined
    ? null
    : { from, to: at + 1, asked: [...noun, ...tokens.slice(at - 1, at + 1)], noun };
}

/** Ask an address by themselves. */
const asking: ReadonlySet<string> = new Set(
  vocabulary(`
  get, fetch, pull, download, call, read, load, grab, request, query, retrieve, check, import, scrape, poll, hit, ping,
  visit, collect, run, look, open, delete, put, patch, access, take
`),
);

function toFetch(tokens: readonly Token[], { from, to, asked }: Source): Item | null {
  const [first] = asked;
  if (first === undefined) return null;
  return {
    kind: 'action',
    tokens: [word(first, 'get'), ...asked],
    verb: 'get',
    verbEnd: 1,
    phrase: tokens.slice(from, to),
  };
}

/** Asks the address before anything is done with what it answers. */
export const expandSources: Rewrite = (item) => {
  const change = (
    tokens: readonly Token[],
    begin: number,
    build: (tokens: readonly Token[]) => Item,
  ): readonly Item[] => {
    const source = findSource(tokens, begin, item.kind === 'each');
    const fetch = source === null ? null : toFetch(tokens, source);
    if (source === null || fetch === null) return [item];
    const rest = [...tokens.slice(0, source.from), ...source.noun, ...tokens.slice(source.to)];
    return [fetch, build(rest)];
  };
  if (item.kind === 'action' && !asking.has(item.verb))
    return change(item.tokens, item.verbEnd - 1, (tokens) => ({ ...item, tokens }));
  if (item.kind === 'if') return change(item.test, -1, (test) => ({ ...item, test }));
  if (item.kind === 'each') return change(item.list, -1, (list) => ({ ...item, list }));
  return [item];
};
