import 'server-only';
import type { z } from 'zod';
import { StepFailure, type Json } from '../connectors/executor';
import { fields } from '../nodes/field';
import {
  checkConfig,
  nodes,
  readConfig,
  type AnyNode,
  type ConfigOf,
  type NodeType,
} from '../nodes/registry';
import { computeFilling, type Filling } from './evaluate';
import { toPlans, type FieldPlan } from './field-plan';
import { fillStrings, stringsIn } from './json-template';
import type { Scope } from './scope';

/** Fields that hold any value once they are computed; all others keep the type of their schema. */
interface ValueFields {
  condition: {
    conditions: {
      left: Json;
      operator: ConfigOf<'condition'>['conditions'][number]['operator'];
      right: Json;
    }[];
  };
  switch: { value: Json };
  loop: { items: Json };
  wait: { until: Json };
}

/** The settings of a step with everything computed; JSON fields hold JSON text. */
export type Resolved<Type extends NodeType> = Type extends keyof ValueFields
  ? Omit<ConfigOf<Type>, keyof ValueFields[Type]> & ValueFields[Type]
  : ConfigOf<Type>;

/**
 * Reads a node's settings and computes their templates.
 * @throws StepFailure, not temporary, when settings are wrong or an expression cannot be computed,
 *   and when something that a step needs turns out to be empty
 */
export async function resolveConfig<Type extends NodeType>(
  type: Type,
  data: Readonly<Record<string, unknown>>,
  scope: Scope,
): Promise<Resolved<Type>> {
  const reading = readConfig(type, data);
  refuse(reading.issues);
  if (!reading.ok) throw new StepFailure('The settings are wrong', { isTemporary: false });
  const definition: AnyNode = nodes[type];
  const plans = toPlans(definition, reading.config);
  const filling = await computeFilling(
    plans.flatMap(({ tree }) => stringsIn(tree)),
    scope,
  );
  const filled = plans.map((plan) => [plan.field, fill(plan, filling)] as const);
  const config = { ...reading.config, ...Object.fromEntries(filled) };
  refuse(findEmpty(definition, config));
  // Logic steps may well compare with nothing; an action that needs a field needs it filled.
  if (definition.category === 'action') refuse(checkConfig(type, config));
  // What schema and plans made is what the type says: values where ValueFields has them, else text.
  return config as Resolved<Type>;
}

function refuse([issue]: readonly { message: string }[]): void {
  if (issue !== undefined) throw new StepFailure(issue.message, { isTemporary: false });
}

function fill({ meta, tree, isJson }: FieldPlan, filling: Filling): Json {
  const toValue = (words: string) => filling.toValue(words);
  if (isJson) return JSON.stringify(fillStrings(tree, toValue));
  return fillStrings(tree, meta.holds === 'value' ? toValue : (words) => filling.toText(words));
}

/** What was filled in and turned out to be nothing, although the step cannot do without. */
function findEmpty(definition: AnyNode, config: Readonly<Record<string, unknown>>) {
  return Object.entries(definition.config.shape).flatMap(([field, schema]) => {
    const meta = fields.get(schema);
    const value = config[field];
    if (meta?.isTemplate !== true || typeof value !== 'string' || value.trim() !== '') return [];
    const result = (schema as z.ZodType).safeParse('');
    return result.success
      ? []
      : [{ message: `${meta.label} is empty: ${result.error.issues[0]?.message ?? ''}` }];
  });
}
