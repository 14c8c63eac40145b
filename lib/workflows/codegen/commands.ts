import 'server-only';
import type { Db } from '@/lib/db/clients';
import { requireFeature } from '@/lib/entitlements/queries';
import type { Entitlements } from '@/lib/entitlements/schema';
import { AppError } from '@/lib/errors/app-error';
import { requireWorkflow } from '../queries';
import type { Workflow } from '../schema';
import { toArchive, toFolderName } from './archive';
import { generateCode, type GeneratedCode } from './generate-code';
import { CodegenError } from './program';
import type { Language } from './schema';

export type CodeOutcome =
  | { outcome: 'made'; made: GeneratedCode }
  /** The graph is not complete: which step, and what it lacks. */
  | { outcome: 'incomplete'; nodeId: string; message: string };

/** A workflow as code, or what has to be done before it can be. */
export function toCode(
  { name, description, nodeData }: Pick<Workflow, 'name' | 'description' | 'nodeData'>,
  language: Language,
): CodeOutcome {
  try {
    const made = generateCode({ name, description, graph: nodeData }, language);
    return { outcome: 'made', made };
  } catch (error) {
    if (!(error instanceof CodegenError)) throw error;
    return { outcome: 'incomplete', nodeId: error.nodeId, message: error.message };
  }
}

/**
 * The code of a workflow of the person.
 *
 * @throws AppError `not_found`; `invalid_fields` naming the step that is not complete
 */
export async function getWorkflowCode(
  db: Db,
  id: string,
  language: Language,
): Promise<GeneratedCode> {
  return requireCode(await requireWorkflow(db, id), language);
}

/**
 * The code with everything around it as one zip.
 *
 * @throws AppError `plan_required`, `not_found`, `invalid_fields`
 */
export async function downloadWorkflowCode(
  db: Db,
  entitlements: Entitlements,
  { id, language }: { id: string; language: Language },
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> {
  requireFeature(entitlements, 'code_export');
  const workflow = await requireWorkflow(db, id);
  const { files } = requireCode(workflow, language);
  const folder = toFolderName(workflow.name);
  return { name: `${folder}-${language}.zip`, bytes: toArchive(folder, files) };
}

function requireCode(workflow: Workflow, language: Language): GeneratedCode {
  const result = toCode(workflow, language);
  if (result.outcome === 'made') return result.made;
  throw new AppError('invalid_fields', {
    detail: 'The workflow is not complete, so it has no code yet.',
    fields: [{ path: 'nodeData', message: result.message }],
  });
}
