import { layoutGraph } from '../graph/layout';
import { renameReads } from '../graph/rename-steps';
import { graphSchema, type Graph } from '../graph/schema';
import { validateGraph, type GraphIssue } from '../graph/validate';
import { findNode, isNodeType, readConfig } from '../nodes/registry';
import { answerSchema, type Answer } from './answer-schema';
import { writeIssue } from './instructions';

/** What an answer of a model comes to. */
export interface AnswerReading {
  name: string;
  /** Null when no draft can be made of it. What is wrong with single settings is left out of it. */
  graph: Graph | null;
  notUnderstood: string[];
  /** What the model should mend, with the ids that it has given. */
  faults: string[];
  /** What was left out, at its step. */
  leftOut: GraphIssue[];
}

const LABEL_CHARS_MAX = 80;
const PIECES_MAX = 20;
/** Only so much of what a model got wrong is worth telling it. */
const FAULT_CHARS_MAX = 200;

const unusable = (faults: readonly string[]): AnswerReading => ({
  name: '',
  graph: null,
  notUnderstood: [],
  faults: faults.map((fault) => fault.slice(0, FAULT_CHARS_MAX)),
  leftOut: [],
});

const inOneLine = (words: string) => words.replaceAll(/\s+/g, ' ').trim();

/** Ids of our own for the ids of an answer. */
function renewIds(answer: Answer): Map<string, string> {
  const counts = new Map<string, number>();
  const ids = new Map<string, string>();
  for (const { id, type } of answer.nodes) {
    const base = isNodeType(type) ? type : 'step';
    const count = (counts.get(base) ?? 0) + 1;
    counts.set(base, count);
    ids.set(id, `${base}_${count}`);
  }
  return ids;
}

/** Only the settings that a node declares: no account, no field of another kind. */
function keepSettings(type: string, config: Graph['nodes'][number]['data']) {
  const definition = findNode(type);
  if (definition === null || !isNodeType(type)) return {};
  const reading = readConfig(type, config);
  const known = Object.entries(reading.ok ? reading.config : config).filter(([field]) =>
    Object.hasOwn(definition.config.shape, field),
  );
  return Object.fromEntries(known);
}

/** An answer as a graph, which is still to be judged. */
function toGraph(answer: Answer, ids: ReadonlyMap<string, string>, description: string) {
  const nodes = answer.nodes.map(({ id, type, label, phrase, config }) => {
    const settings = keepSettings(type, config);
    const shown = inOneLine(label).slice(0, LABEL_CHARS_MAX) || findNode(type)?.label;
    const words = phrase.trim();
    return {
      id: ids.get(id),
      type,
      position: { x: 0, y: 0 },
      data: {
        ...settings,
        label: shown,
        // The words that are marked in the description are words of the description.
        phrase: description.includes(words) ? words : '',
      },
    };
  });
  const edges = answer.edges.map(({ source, target, sourceHandle }, index) => ({
    id: `edge_${index + 1}`,
    source: ids.get(source) ?? source,
    target: ids.get(target) ?? target,
    ...(typeof sourceHandle === 'string' && sourceHandle !== '' && { sourceHandle }),
  }));
  return graphSchema.safeParse({ nodes, edges });
}

const fieldOf = ({ field }: GraphIssue) => field?.split('.')[0] ?? '';

/** A setting that the answer leaves empty, as it should where the words do not say it. */
function isLeftOpen(graph: Graph, issue: GraphIssue): boolean {
  const value = graph.nodes.find(({ id }) => id === issue.nodeId)?.data[fieldOf(issue)];
  const isEmptyList = Array.isArray(value) && value.length === 0;
  return issue.field !== null && (value === undefined || value === '' || isEmptyList);
}

function leaveOut(graph: Graph, issues: readonly GraphIssue[]): Graph {
  const nodes = graph.nodes.map((node) => {
    const wrong = new Set(issues.filter(({ nodeId }) => nodeId === node.id).map(fieldOf));
    if (wrong.size === 0) return node;
    const right = Object.entries(node.data).filter(([field]) => !wrong.has(field));
    return { ...node, data: Object.fromEntries(right) };
  });
  return { ...graph, nodes };
}

/** What makes a graph no draft: its structure, or a fault that no setting can take away. */
const isFatal = ({ severity, field }: GraphIssue) =>
  severity === 'structure' || (severity === 'incomplete' && field === null);

/**
 * Reads what a model has answered, as nothing but data: steps of kinds that exist, the settings that
 * they declare, ids and positions of our own, no accounts. A setting that is wrong is left out of the
 * graph and told.
 *
 * @param value what the answer was as JSON
 * @param description the words it was to draw; `phrase` and `notUnderstood` are pieces of them
 */
export function readAnswer(value: unknown, description: string): AnswerReading {
  const parsed = answerSchema.safeParse(value);
  if (!parsed.success) {
    return unusable(
      parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  }
  const answer = parsed.data;
  const ids = renewIds(answer);
  if (ids.size < answer.nodes.length) return unusable(['Two steps have the same id']);
  const read = toGraph(answer, ids, description);
  if (!read.success) return unusable(read.error.issues.map(({ message }) => message));
  const graph = {
    ...read.data,
    nodes: read.data.nodes.map((node) => ({ ...node, data: renameReads(node, ids) })),
  };
  const issues = validateGraph(graph).filter(({ severity }) => severity !== 'account');
  const wrong = issues.filter((issue) => isFatal(issue) || !isLeftOpen(graph, issue));
  const given = new Map([...ids].map(([old, renewed]) => [renewed, old]));
  const faults = wrong.map((issue) =>
    writeIssue({ ...issue, nodeId: given.get(issue.nodeId ?? '') ?? null }),
  );
  const pieces = answer.notUnderstood.map((piece) => piece.trim());
  const draft = wrong.some(isFatal) ? null : leaveOut(graph, wrong);
  return {
    ...unusable(faults),
    name: inOneLine(answer.name),
    graph: draft === null || validateGraph(draft).some(isFatal) ? null : layoutGraph(draft),
    notUnderstood: pieces
      .filter((piece) => piece !== '' && description.includes(piece))
      .slice(0, PIECES_MAX),
    leftOut: wrong,
  };
}
