import type { Context, Produced } from '../context';
import type { Item } from '../grammar/tree';
import { isArticle, isPronoun } from '../phrases/noun';
import { toClause, type Clause } from '../steps/clause';
import type { Recogniser } from '../steps/recogniser';
import { recognisers } from '../steps/recognisers';
import type { Token } from '../text/tokens';
import type { Exit, GraphDraft } from './draft';

type Action = Extract<Item, { kind: 'action' }>;

/** Words that say nothing of their own when somebody has understood those around them. */
const silent: ReadonlySet<string> = new Set([
  'and',
  'or',
  'to',
  'for',
  'of',
  'in',
  'on',
  'at',
  'with',
  'by',
  'from',
  'as',
  'into',
  'is',
  'are',
  'was',
  'be',
  'been',
  'it',
  'please',
  'also',
  'too',
  'again',
  'then',
  'just',
  'now',
  'right',
  'away',
  'immediately',
  'automatically',
  'so',
  'back',
  "'s",
  'up',
  'out',
  'there',
  'here',
  'do',
  'will',
  'should',
  'thanks',
  'instead',
  'well',
  'first',
  'next',
  'both',
  'own',
  'given',
  'who',
  'which',
  'that',
  'me',
  'us',
  'you',
  'first',
  'manually',
  'too',
  'quickly',
  'straight',
  'directly',
  'simply',
  'via',
  'using',
  'through',
  'has',
  'have',
  'does',
  'api',
  'account',
  'new',
  'called',
  'named',
]);

/** Runs of words that nobody took; small words around them do not count. */
function leftOf(clause: Clause): Token[][] {
  const runs: Token[][] = [];
  let run: Token[] = [];
  const close = () => {
    while (run.length > 0 && isSilent(run.at(-1))) run.pop();
    if (run.some((token) => !isSilent(token))) runs.push(run);
    run = [];
  };
  for (const [at, token] of clause.tokens.entries()) {
    const isTaken =
      clause.used.has(at) || (run.length === 0 && isSilent(token) && !isJoining(clause, at));
    if (isTaken || token.kind === 'mark') close();
    else run.push(token);
  }
  close();
  return runs;
}

const isSilent = (token: Token | undefined) =>
  token === undefined ||
  token.kind === 'mark' ||
  (token.kind === 'word' &&
    (silent.has(token.norm) || isArticle(token.norm) || isPronoun(token.norm)));

/** A preposition belongs to the words behind it: "in Comic Sans" is told whole. */
function isJoining(clause: Clause, at: number): boolean {
  for (let next = at + 1; next < clause.tokens.length && next < at + 4; next += 1) {
    const token = clause.tokens[next];
    if (token === undefined || clause.used.has(next)) return false;
    if (!isSilent(token)) return true;
  }
  return false;
}

/** The step that a clause means, or null: there is none for it. */
function recognise(clause: Clause, context: Context): Recogniser | null {
  let best: { recogniser: Recogniser; sureness: number } | null = null;
  for (const recogniser of recognisers) {
    if (!recogniser.verbs.includes(clause.verb)) continue;
    const sureness = recogniser.sureness(clause, context);
    if (sureness > (best?.sureness ?? 0)) best = { recogniser, sureness };
  }
  return best?.recogniser ?? null;
}

/** "create one": what was spoken of last. */
function withTopic({ tokens, verbEnd }: Action, { produced }: Context): readonly Token[] {
  const topic = produced.at(-1)?.topics[0];
  const isOne = tokens[verbEnd]?.norm === 'one' && tokens.length === verbEnd + 1;
  if (topic === undefined || !isOne) return tokens;
  return tokens.map((token, at) =>
    at === verbEnd ? { ...token, norm: topic, text: topic } : token,
  );
}

interface Built {
  exits: readonly Exit[];
  produced: Produced | null;
}

/** Adds the step of a clause, or tells that it was not understood. */
export function buildAction(
  draft: GraphDraft,
  item: Action,
  exits: readonly Exit[],
  context: Context,
): Built {
  const clause = toClause(withTopic(item, context), item.verb, item.verbEnd);
  const recogniser = recognise(clause, context);
  if (recogniser === null) {
    draft.miss(item.phrase);
    return { exits, produced: null };
  }
  const { config, questions = [], topics = [] } = recogniser.read(clause, context, draft.words);
  const id = draft.add(recogniser.type, config, item.phrase, exits);
  for (const { field, message } of questions) draft.ask(id, field, message);
  for (const run of leftOf(clause)) draft.miss(run);
  const produced: Produced = { id, type: recogniser.type, config, topics };
  return { exits: [{ source: id, handle: null }], produced };
}
