import { z } from 'zod';

const NODES_MAX = 500;
const EDGES_MAX = 2000;
/** Of one node's settings as JSON; keeps a graph far below what the database takes. */
const NODE_DATA_CHARS_MAX = 20_000;

const idSchema = z.string().min(1).max(100);
const coordinate = z.number().min(-1e6).max(1e6);

const nodeSchema = z.object({
  id: idSchema,
  type: z.string().min(1).max(60),
  position: z.object({ x: coordinate, y: coordinate }),
  data: z
    .record(z.string().max(100), z.json())
    .refine((data) => JSON.stringify(data).length <= NODE_DATA_CHARS_MAX, {
      error: 'The settings of this step are too long',
    })
    .default({}),
});

const edgeSchema = z.object({
  id: idSchema,
  source: idSchema,
  target: idSchema,
  sourceHandle: z.string().max(60).nullish(),
});

/**
 * A workflow's steps and the connections between them. Ids are unique, and a connection joins two
 * steps that exist; a fault is told with the id that has it.
 */
export const graphSchema = z
  .object({
    nodes: z.array(nodeSchema).max(NODES_MAX),
    edges: z.array(edgeSchema).max(EDGES_MAX),
  })
  .superRefine(({ nodes, edges }, context) => {
    const ids = new Set<string>();
    for (const [index, node] of nodes.entries()) {
      if (ids.has(node.id)) {
        const message = `Another step already has the id "${node.id}"`;
        context.addIssue({ code: 'custom', path: ['nodes', index, 'id'], message });
      }
      ids.add(node.id);
    }
    for (const [index, edge] of edges.entries()) {
      for (const end of ['source', 'target'] as const) {
        if (ids.has(edge[end])) continue;
        const message = `The connection "${edge.id}" leads to "${edge[end]}", which is no step here`;
        context.addIssue({ code: 'custom', path: ['edges', index, end], message });
      }
    }
  })
  .meta({ id: 'WorkflowGraph' });
export type Graph = z.infer<typeof graphSchema>;

export const emptyGraph: Graph = { nodes: [], edges: [] };
