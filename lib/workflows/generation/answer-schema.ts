import { z } from 'zod';
import { nodes, nodeTypes, type NodeType } from '../nodes/registry';
import { fields, type FieldMeta } from '../nodes/field';

/** More than any description of 2,000 characters needs. */
const STEPS_MAX = 40;
const EDGES_MAX = 120;

/**
 * What of a model's answer is read at all. Whatever else stands in it is dropped here: positions,
 * accounts, fields of its own. The settings are read by the schema of their node later.
 */
export const answerSchema = z.object({
  name: z.string().catch(''),
  nodes: z
    .array(
      z.object({
        id: z.string().min(1).max(100),
        type: z.string().min(1).max(60),
        label: z.string().catch(''),
        phrase: z.string().catch(''),
        config: z.record(z.string().max(100), z.json()).catch({}),
      }),
    )
    .min(1)
    .max(STEPS_MAX),
  edges: z
    .array(
      z.object({
        source: z.string().max(100),
        target: z.string().max(100),
        sourceHandle: z.string().max(60).nullish(),
      }),
    )
    .max(EDGES_MAX),
  notUnderstood: z.array(z.string()).catch([]),
});
export type Answer = z.output<typeof answerSchema>;

type JsonObject = Record<string, unknown>;

/** Keywords that not every endpoint with structured output takes; the answer is validated here anyway. */
const dropped = [
  '$schema',
  'default',
  'format',
  'pattern',
  'minLength',
  'maxLength',
  'minimum',
  'maximum',
  'minItems',
  'maxItems',
];

function toWords({ label, help, placeholder, isTemplate, showIf }: FieldMeta): string {
  const shown = showIf === undefined ? '' : `Only for ${showIf.field} = ${showIf.is.join(' or ')}.`;
  const example = placeholder === undefined ? '' : `Example: ${placeholder}`;
  const manner = isTemplate === true ? 'May hold {{ expressions }}.' : '';
  return [`${label}.`, help, shown, manner, example].filter(Boolean).join(' ');
}

/** A node's settings as a JSON schema in which everything is named, with the inspector's own words. */
function describeConfig(type: NodeType): JsonObject {
  return z.toJSONSchema(nodes[type].config, {
    io: 'output',
    override: ({ zodSchema, jsonSchema }) => {
      for (const keyword of dropped) Reflect.deleteProperty(jsonSchema, keyword);
      const meta = zodSchema instanceof z.ZodType ? fields.get(zodSchema) : undefined;
      if (meta !== undefined) jsonSchema.description = toWords(meta);
    },
  });
}

const object = (properties: JsonObject): JsonObject => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});
const text = (description: string) => ({ type: 'string', description });

function describeNode(type: NodeType): JsonObject {
  return object({
    id: text('Its name in expressions, such as mail_1'),
    type: { type: 'string', enum: [type], description: nodes[type].summary },
    label: text('The step in a few words'),
    phrase: text('The words of the description that it stands for, exactly as they are written'),
    config: describeConfig(type),
  });
}

/** The shape of an answer for endpoints with structured output, made of the node declarations. */
export function describeAnswer(): JsonObject {
  const edge = object({
    source: text('The id of a step'),
    target: text('The id of the step after it'),
    sourceHandle: {
      type: ['string', 'null'],
      description:
        'condition: yes or no. switch: the id of a case, or default. loop: each or done. Else null.',
    },
  });
  return object({
    name: text('A short title for the workflow'),
    nodes: { type: 'array', items: { anyOf: nodeTypes.map(describeNode) } },
    edges: { type: 'array', items: edge },
    notUnderstood: {
      type: 'array',
      items: text(
        'A piece of the description that has no place in the graph, exactly as it is written',
      ),
    },
  });
}
