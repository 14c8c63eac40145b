import { z } from 'zod';
import { fields } from '../nodes/field';
import { findNode } from '../nodes/registry';
import type { GraphNode } from './structure';

type Json = GraphNode['data'][string];

const PLACEHOLDER = /\{\{.*?\}\}/gs;
const STEP_READ = /(?<![\w$.`"'])steps\.([A-Za-z_]\w*)/g;

/** An expression that reads steps under their new ids. */
function renameIn(source: string, ids: ReadonlyMap<string, string>): string {
  return source.replace(STEP_READ, (whole, id: string) => {
    const renamed = ids.get(id);
    return renamed === undefined ? whole : `steps.${renamed}`;
  });
}

function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapTexts(item, change)]),
  );
}

/**
 * A step's settings, in which expressions read other steps under new ids.
 *
 * @param ids new ids by old ones; what is not listed stays
 */
export function renameReads(
  { type, data }: Pick<GraphNode, 'type' | 'data'>,
  ids: ReadonlyMap<string, string>,
): GraphNode['data'] {
  const shape = findNode(type)?.config.shape ?? {};
  return Object.fromEntries(
    Object.entries(data).map(([field, value]) => {
      const schema: unknown = shape[field];
      const meta = schema instanceof z.ZodType ? fields.get(schema) : undefined;
      if (meta?.isTemplate) {
        const inside = (text: string) =>
          text.replace(PLACEHOLDER, (placeholder) => renameIn(placeholder, ids));
        return [field, mapTexts(value, inside)];
      }
      const isBare = meta?.control === 'expression';
      return [field, isBare ? mapTexts(value, (text) => renameIn(text, ids)) : value];
    }),
  );
}
