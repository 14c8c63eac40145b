import 'server-only';
import type { Db } from '@/lib/db/clients';
import { AppError } from '@/lib/errors/app-error';
import { toWorkflowError } from '../database-error';
import { credentialColumns, toCredential } from './row';
import type { Credential, CredentialUse } from './schema';

const USES_MAX = 20;

/** The person's accounts by name; there are 50 at most. */
export async function listCredentials(db: Db): Promise<Credential[]> {
  const { data, error } = await db
    .from('workflow_credentials')
    .select(credentialColumns)
    .order('name');
  if (error) throw toWorkflowError(error);
  return data.map(toCredential);
}

/** One account of the person. @throws AppError `not_found`, also when it is somebody else's */
export async function requireCredential(db: Db, id: string): Promise<Credential> {
  const { data, error } = await db
    .from('workflow_credentials')
    .select(credentialColumns)
    .eq('id', id)
    .maybeSingle();
  if (error) throw toWorkflowError(error);
  if (data === null) throw new AppError('not_found');
  return toCredential(data);
}

/** Workflows of the person with a step that acts through an account; 20 at most. */
export async function listUses(db: Db, id: string): Promise<CredentialUse[]> {
  const { data, error } = await db
    .from('workflows')
    .select('id, name')
    .contains('node_data', { nodes: [{ data: { credentialId: id } }] })
    .order('name')
    .limit(USES_MAX);
  if (error) throw toWorkflowError(error);
  return data;
}
