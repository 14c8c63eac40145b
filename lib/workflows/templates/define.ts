import type { z } from 'zod';
import { layoutGraph } from '../graph/layout';
import { graphSchema, type Graph } from '../graph/schema';
import type { nodes, NodeType } from '../nodes/registry';

/** A workflow to begin with: complete but for the accounts that it acts through. */
export interface Template {
  id: string;
  name: string;
  /** The description that it is drawn from. */
  description: string;
  /** What it is good for, in a sentence. */
  why: string;
  graph: Graph;
}

/** One step, with settings as its own node declares them. */
type Step = {
  [Type in NodeType]: {
    id: string;
    type: Type;
    label: string;
    /** The piece of the description that it stands for. */
    phrase: string;
    config: Partial<z.input<(typeof nodes)[Type]['config']>>;
  };
}[NodeType];

interface TemplateDeclaration extends Omit<Template, 'graph'> {
  steps: readonly Step[];
  /** Connections: from, to, and the way out where there are several. */
  ways: readonly (readonly [from: string, to: string, way?: string])[];
}

/** A template as its file declares it, drawn. */
export function defineTemplate({ steps, ways, ...words }: TemplateDeclaration): Template {
  const graph = graphSchema.parse({
    nodes: steps.map(({ id, type, label, phrase, config }) => ({
      id,
      type,
      position: { x: 0, y: 0 },
      data: { ...config, label, phrase },
    })),
    edges: ways.map(([source, target, way]) => ({
      id: `${source}-${target}`,
      source,
      target,
      ...(way !== undefined && { sourceHandle: way }),
    })),
  });
  return { ...words, graph: layoutGraph(graph) };
}
