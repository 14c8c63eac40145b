import 'server-only';
import { notFound } from 'next/navigation';
import { z } from 'zod';
import { requireReader, type Reader } from '@/app/reader';
import { getWorkflow } from '@/lib/workflows/queries';
import type { Workflow } from '@/lib/workflows/schema';

/**
 * The owner and the workflow of an address; somebody else's is as little there as one that never was.
 *
 * @param tab the page below the workflow's, with its slash; where to come back to after signing in
 */
export async function requireOwnWorkflow(
  params: Promise<{ id: string }>,
  tab = '',
): Promise<Reader & { workflow: Workflow }> {
  const { id } = await params;
  const reader = await requireReader(`/workflows/${id}${tab}`);
  if (!z.uuid().safeParse(id).success) notFound();
  const workflow = await getWorkflow(reader.db, id);
  if (workflow === null) notFound();
  return { ...reader, workflow };
}
