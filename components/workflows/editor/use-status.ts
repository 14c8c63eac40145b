'use client';

import { useState } from 'react';
import type { Workflow } from '@/lib/workflows/schema';
import type { Autosave } from './autosave';
import { sendStatus, type Refusal } from './send-graph';

type Stored = Pick<Workflow, 'id' | 'status' | 'version'>;

/** Whether a workflow is active, and the switch, which gives what went wrong, or null. */
export function useStatus({ id, status: stored, version }: Stored, autosave: Autosave) {
  const [status, setStatus] = useState(stored);
  const [seen, setSeen] = useState(version);
  if (seen !== version) {
    // The page was read again, for example after a version was restored.
    setSeen(version);
    setStatus(stored);
  }
  async function switchStatus(isActive: boolean): Promise<Refusal | null> {
    if (!(await autosave.whenSaved())) {
      return { message: 'Your last changes are not saved yet.', upgradeTo: null };
    }
    const result = await sendStatus(id, isActive ? 'active' : 'draft', autosave.version);
    if (!result.ok) return result.refusal;
    autosave.moveTo(result.version);
    setStatus(result.status);
    return null;
  }
  return { status, switchStatus };
}
