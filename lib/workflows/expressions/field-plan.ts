import { StepFailure, type Json } from '../connectors/executor';
import { fields, type FieldMeta } from '../nodes/field';
import type { AnyNode } from '../nodes/registry';
import { parseJsonTemplate } from './json-template';

/** A field with templates inside, ready to be filled. */
export interface FieldPlan {
  field: string;
  meta: FieldMeta;
  /** The strings in it are templates. */
  tree: Json;
  isJson: boolean;
}

/**
 * The fields of a step's settings that hold templates, as the engine computes them and as the code
 * generator writes them.
 * @throws StepFailure when a field that holds JSON is none
 */
export function toPlans(
  definition: AnyNode,
  config: Readonly<Record<string, unknown>>,
): FieldPlan[] {
  return Object.entries(definition.config.shape).flatMap(([field, schema]) => {
    const meta = fields.get(schema);
    if (!meta?.isTemplate) return [];
    // A config is made of JSON.
    const raw = config[field] as Json;
    // What another choice hides is neither computed nor sent.
    if (!isShown(meta, config)) return [{ field, meta, tree: '', isJson: false }];
    if (typeof raw !== 'string' || raw === '') return [{ field, meta, tree: raw, isJson: false }];
    return [toTextPlan(field, meta, raw)];
  });
}

function toTextPlan(field: string, meta: FieldMeta, words: string): FieldPlan {
  const { holds } = meta;
  const isPlain = holds === 'json_or_text' && !/^\s*[[{"]/.test(words);
  if ((holds !== 'json' && holds !== 'json_or_text') || isPlain) {
    return { field, meta, tree: words, isJson: false };
  }
  const parsed = parseJsonTemplate(words);
  if (parsed.ok) return { field, meta, tree: parsed.tree, isJson: true };
  const isBare =
    holds === 'json_or_text' && !/^\s*[[{"]/.test(words.replaceAll(/\{\{.*?\}\}/gs, ''));
  if (isBare) return { field, meta, tree: words, isJson: false };
  throw new StepFailure(`${meta.label}: ${parsed.message}`, { isTemporary: false });
}

/** Whether the choices that were made show a field; what they hide is not used. */
function isShown({ showIf }: FieldMeta, config: Readonly<Record<string, unknown>>): boolean {
  return showIf === undefined || showIf.is.some((value) => value === config[showIf.field]);
}
