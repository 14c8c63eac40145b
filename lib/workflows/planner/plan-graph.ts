import { layoutGraph } from '../graph/layout';
import { build } from './build/build';
import { GraphDraft } from './build/draft';
import { nameOf } from './build/label';
import { parseProgram } from './grammar/parse';
import type { Plan } from './plan';
import { tokenize } from './text/tokens';

/** Longer than any description that somebody would check against a drawing. */
const WORDS_CHARS_MAX = 4000;

/**
 * Reads a description in plain words and draws the workflow that it describes, without a network or a
 * model: the same words always give the same plan. What it cannot place comes back in `notUnderstood`
 * and what it had to leave open in `questions`; nothing is guessed in silence.
 *
 * @param words any text; what stands behind the first 4,000 characters is reported as not understood
 * @returns a graph that `validateGraph` finds no structure issue in. It never throws.
 */
export function planGraph(words: string): Plan {
  const read = words.slice(0, WORDS_CHARS_MAX);
  const beyond = words.slice(WORDS_CHARS_MAX).trim();
  const draft = new GraphDraft(read);
  build(draft, parseProgram(tokenize(read)));
  const graph = layoutGraph({ nodes: draft.nodes, edges: draft.edges });
  const [trigger, ...steps] = graph.nodes;
  const action = steps.find(
    ({ type }) => type !== 'condition' && type !== 'switch' && type !== 'loop' && type !== 'wait',
  );
  const labelOf = (node: typeof trigger) =>
    typeof node?.data.label === 'string' ? node.data.label : '';
  return {
    name: nameOf(labelOf(action), startOf(trigger?.type, labelOf(trigger))),
    graph,
    notUnderstood: [...draft.notUnderstood(), ...(beyond === '' ? [] : [beyond])],
    questions: draft.questions,
  };
}

/** "when a payment fails", "every Monday"; nothing for what is started by hand. */
function startOf(type: string | undefined, label: string): string {
  if (type === 'schedule') return `${label.charAt(0).toLowerCase()}${label.slice(1)}`;
  return type === 'manual' ? '' : `when ${label.charAt(0).toLowerCase()}${label.slice(1)}`;
}
