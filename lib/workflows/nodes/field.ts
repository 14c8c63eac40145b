import { z } from 'zod';

/** How the inspector shows a field; the words stand here, so that form, planner and docs agree. */
export interface FieldMeta {
  label: string;
  /** One line below the control. */
  help?: string;
  placeholder?: string;
  control:
    | 'text'
    | 'textarea'
    | 'expression'
    | 'number'
    | 'select'
    | 'switch'
    | 'pairs'
    | 'conditions'
    | 'cases';
  options?: readonly { value: string; label: string }[];
  /** `{{ ... }}` inside is computed when the step runs. */
  isTemplate?: boolean;
  /**
   * What becomes of computed values; without it they are text. `value`: one expression and nothing
   * else keeps its type. `json`: JSON, in whose strings values stand as JSON. `json_or_text`: JSON
   * where the words look like it.
   */
  holds?: 'value' | 'json' | 'json_or_text';
  /** Shown, and needed, only while another field has one of these values. */
  showIf?: { field: string; is: readonly string[] };
}

/** What stands behind every field of every node's config. */
export const fields = z.registry<FieldMeta>();

const TEXT_CHARS_MAX = 10_000;

interface TextOptions extends Omit<FieldMeta, 'control' | 'options'> {
  control?: 'text' | 'textarea' | 'expression';
  /** Told at the node when the field is empty; a field without it may stay empty. */
  missing?: string;
}

/** Words that may hold `{{ expressions }}`. */
export function template(options: TextOptions) {
  return text({ isTemplate: true, ...options });
}

/** Words taken as they are. */
export function text({ missing, control = 'text', ...meta }: TextOptions) {
  const words = z
    .string({ error: missing ?? `${meta.label}: expected text` })
    .trim()
    .max(TEXT_CHARS_MAX, `${meta.label}: at most ${TEXT_CHARS_MAX} characters`);
  // A field that only some modes show is asked for by the node itself, which knows the mode.
  const isNeeded = missing !== undefined && meta.showIf === undefined;
  const schema = isNeeded ? words.min(1, missing) : words.default('');
  return schema.register(fields, { control, ...meta });
}

interface ChoiceOptions extends Omit<FieldMeta, 'control' | 'options' | 'isTemplate'> {
  initial?: string;
}

/** One of a closed list, each with the words it is shown with. */
export function choice<const Value extends string>(
  options: Readonly<Record<Value, string>>,
  { initial, ...meta }: ChoiceOptions & { initial: NoInfer<Value> },
) {
  // Object.keys forgets the type of its keys; they are exactly Value.
  const values = Object.keys(options) as [Value, ...Value[]];
  return z
    .enum(values, { error: `${meta.label}: choose one of ${values.join(', ')}` })
    .default(initial as z.core.util.NoUndefined<Value>)
    .register(fields, {
      control: 'select',
      options: values.map((value) => ({ value, label: options[value] })),
      ...meta,
    });
}

interface NumberOptions extends Omit<FieldMeta, 'control' | 'options' | 'isTemplate'> {
  min: number;
  max: number;
  initial: number;
}

/** A whole number between two bounds; the label says the unit. */
export function wholeNumber({ min, max, initial, ...meta }: NumberOptions) {
  return z
    .number({ error: `${meta.label}: expected a number` })
    .int(`${meta.label}: expected a whole number`)
    .min(min, `${meta.label}: at least ${min}`)
    .max(max, `${meta.label}: at most ${max}`)
    .default(initial)
    .register(fields, { control: 'number', ...meta });
}

const PAIRS_MAX = 50;

/** Names with values, for example headers; the values may hold `{{ expressions }}`. */
export function pairs(meta: Omit<FieldMeta, 'control' | 'options'>) {
  return z
    .array(
      z.object({
        name: z.string().trim().min(1, `${meta.label}: a name is missing`).max(200),
        value: z.string().max(4000),
      }),
    )
    .max(PAIRS_MAX)
    .default([])
    .register(fields, { control: 'pairs', isTemplate: true, ...meta });
}
