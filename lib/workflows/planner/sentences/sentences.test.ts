import { describe, expect, it } from 'vitest';
import { planGraph } from '../plan-graph';
import heldOutFirst from './held-out-first.json';
import heldOutSecond from './held-out-second.json';
import heldOutThird from './held-out-third.json';
import heldOutFourth from './held-out-fourth.json';
import heldOutFifth from './held-out-fifth.json';
import { missesOf, sentencesSchema, type Sentence } from './sentence';
import terse from './terse.json';
import written from './written.json';

/** Of each set: how many of its sentences become exactly the graph that was written beside them. */
function measure(sentences: readonly Sentence[]) {
  const missed = sentences.flatMap((sentence) => {
    const misses = missesOf(sentence, planGraph(sentence.words));
    return misses.length === 0 ? [] : [`${sentence.words}\n    ${misses.join('\n    ')}`];
  });
  return { missed, exact: sentences.length - missed.length, of: sentences.length };
}

/**
 * Those held out were written before the planner had seen them. At their first run the first set
 * stood at 30 of 44, the second at 29 of 42, the third at 30 of 40, the fourth and the fifth at 18 of 50 each;
 * after each the grammar grew.
 */
const sets = [
  { name: 'written beside the grammar', set: written, sizeMin: 80, rateMin: 0.98 },
  { name: 'written tersely', set: terse, sizeMin: 60, rateMin: 0.98 },
  { name: 'held out first', set: heldOutFirst, sizeMin: 40, rateMin: 0.95 },
  { name: 'held out third', set: heldOutThird, sizeMin: 40, rateMin: 0.95 },
  { name: 'held out fourth', set: heldOutFourth, sizeMin: 50, rateMin: 0.96 },
  { name: 'held out fifth', set: heldOutFifth, sizeMin: 50, rateMin: 0.92 },
  { name: 'held out second', set: heldOutSecond, sizeMin: 40, rateMin: 0.95 },
];

describe.each(sets)('the sentences $name', ({ set, sizeMin, rateMin }) => {
  const sentences = sentencesSchema.parse(set);

  it('become exactly the graphs that were expected of them, as far as is promised', () => {
    const { missed, exact, of } = measure(sentences);
    expect(of).toBeGreaterThanOrEqual(sizeMin);
    expect(exact / of, `missed:\n${missed.join('\n')}`).toBeGreaterThanOrEqual(rateMin);
  });

  it('are written once each', () => {
    const words = sentences.map((sentence) => sentence.words.toLowerCase());
    expect(new Set(words).size).toBe(words.length);
  });
});
