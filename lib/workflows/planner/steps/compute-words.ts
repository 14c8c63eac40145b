import { parseExpression } from '../../expressions/parse';
import type { Context } from '../context';
import { readNoun } from '../phrases/noun';
import { readNumber } from '../phrases/number';
import { resolve } from '../resolve';
import { after } from '../text/read';
import type { Token } from '../text/tokens';
import { takeAll, type Clause } from './clause';
import type { Draft } from './recogniser';

const infixes: Readonly<Record<string, string>> = {
  times: '*',
  plus: '+',
  minus: '-',
  over: '/',
  'multiplied by': '*',
  'divided by': '/',
};

/** "the amount times 0.19", "the total minus the discount". */
export function readInfix(clause: Clause, context: Context): string | null {
  const { tokens, verbEnd } = clause;
  for (let at = verbEnd; at < tokens.length; at += 1) {
    const words = Object.keys(infixes).find((each) => after(tokens, at, each) !== -1);
    if (words === undefined) continue;
    const end = after(tokens, at, words);
    const [left, right] = [
      operandAt(tokens.slice(0, at), verbEnd, context),
      operandAt(tokens, end, context),
    ];
    if (left === null || right === null) continue;
    takeAll(clause);
    return `${left} ${infixes[words] ?? '*'} ${right}`;
  }
  return null;
}

function operandAt(tokens: readonly Token[], at: number, context: Context): string | null {
  const number = readNumber(tokens, at);
  if (number !== null) return String(number.value);
  const noun = readNoun(tokens, at);
  return noun === null ? null : (resolve(noun.value, context)?.expression ?? null);
}

/** Ask for a new shape, which is written out. */
export const reshaping = ['transform', 'convert', 'map', 'reshape', 'turn', 'change'];

/** A value that is written out: {"name": body.name}. */
export const shapeIn = ({ tokens }: Clause) =>
  tokens.find(
    ({ kind, text }) => kind === 'literal' && text.startsWith('{') && !text.startsWith('{{'),
  ) ?? null;

/** "transform it into {...}": paths may leave out what they all begin with. */
export function readShape(clause: Clause): Draft {
  const written = (shapeIn(clause)?.text ?? '').replace(
    /(?<![\w.$"])(?=(?:body|data|query|headers)\.)/g,
    'trigger.',
  );
  const isKnown = parseExpression(written).ok;
  takeAll(clause);
  return {
    config: { expression: isKnown ? written : '' },
    questions: isKnown
      ? []
      : [{ field: 'expression', message: 'What is computed, and from what?' }],
    topics: ['result'],
  };
}
