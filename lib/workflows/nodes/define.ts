import type { z } from 'zod';
import type { Feature } from '@/lib/catalog/schema';
import type { CredentialKind } from '../credential-kind';

export type NodeCategory = 'trigger' | 'logic' | 'action';

/** A way out of a node; what an edge names as its `sourceHandle`. */
export interface Handle {
  id: string;
  label: string;
}

/** A field of a config that is missing or wrong, beyond what its schema can say. */
export interface ConfigIssue {
  field: string;
  message: string;
}

/**
 * One kind of step, declared once: palette, inspector, validation, planner, code generator, runner
 * and docs read this. It is plain data, so that it may be loaded anywhere; what a step does stands
 * in `lib/workflows/connectors`, how it is written as code in `lib/workflows/codegen`.
 */
export interface NodeDefinition<Type extends string, Config extends z.ZodObject> {
  type: Type;
  category: NodeCategory;
  /** "Send an email" */
  label: string;
  /** One sentence for the palette and the docs. */
  summary: string;
  /** A name of `components/workflows/node-icon.tsx`. */
  icon: string;
  /** What the inspector edits; kept in the node's `data` beside `label` and `phrase`. */
  config: Config;
  /** What must hold between fields; read after the schema has passed. */
  check?: (config: z.output<Config>) => ConfigIssue[];
  /** What later steps find under `steps.<id>`, and what a dry run answers with. */
  sample: z.core.util.JSONType;
  /** The account it acts through. */
  credential?: CredentialKind;
  /** Steps that change something outside; a dry run answers with the sample instead. */
  hasEffect: boolean;
  /** What a plan must unlock for it to run. */
  feature?: Feature;
  /** Ways out. Without it there is one, which edges do not name. */
  handles?: (config: z.output<Config>) => Handle[];
}

export function defineNode<const Type extends string, Config extends z.ZodObject>(
  definition: NodeDefinition<Type, Config>,
): NodeDefinition<Type, Config> {
  return definition;
}
