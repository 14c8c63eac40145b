import 'server-only';
import { z } from 'zod';
import type { Json } from '../connectors/executor';
import type { Keyring, SealedFor } from '../credentials/seal';
import {
  wholeStepSchema,
  type ClaimedRows,
  type ClaimedRun,
  type SealedValue,
  type StepRow,
} from './row';

/**
 * What later steps compute with is whole; what people read is not. The difference is kept sealed beside the rows, in a table
 * that nobody reads but the engine, until the run has ended well or its history goes.
 */

interface Place {
  runId: string;
  userId: string;
}

const ofStep = ({ runId, userId }: Place, stepKey: string): SealedFor => ({
  id: `${runId}:${stepKey}`,
  ownerId: userId,
  kind: 'step',
});

/** A trigger is sealed before its run has an id. */
const ofTrigger = (workflowId: string, userId: string): SealedFor => ({
  id: workflowId,
  ownerId: userId,
  kind: 'trigger',
});

function seal(keyring: Keyring, place: SealedFor, value: Json): SealedValue {
  const { keyId, ciphertext } = keyring.seal(place, value);
  return { key_id: keyId, ciphertext };
}

/** Undefined when no key opens it. */
function open(keyring: Keyring | null, place: SealedFor, sealed: SealedValue): Json | undefined {
  const text =
    keyring?.open(place, { keyId: sealed.key_id, ciphertext: sealed.ciphertext }) ?? null;
  return text === null ? undefined : z.json().parse(JSON.parse(text));
}

/** @param trigger whole, as `toKeepable` gives it */
export const sealTrigger = (
  keyring: Keyring,
  { workflowId, userId }: { workflowId: string; userId: string },
  trigger: Json,
): SealedValue => seal(keyring, ofTrigger(workflowId, userId), trigger);

/** Rows as `runner.save_run` takes them. */
export function sealSteps(keyring: Keyring | null, place: Place, rows: readonly StepRow[]) {
  return rows.map(({ whole, ...row }) => ({
    ...row,
    sealed:
      whole === null || keyring === null
        ? null
        : seal(keyring, ofStep(place, row.step_key), z.json().parse(whole)),
  }));
}

/** Puts a run together from its rows and what was sealed of them. */
export function openRun(
  keyring: Keyring | null,
  { sealed, steps, ...run }: ClaimedRows,
): ClaimedRun {
  const place = { runId: run.id, userId: run.user_id };
  let isUnreadable = false;
  const opened = (target: SealedFor, value: SealedValue | null): Json | undefined => {
    if (value === null) return undefined;
    const whole = open(keyring, target, value);
    if (whole === undefined) isUnreadable = true;
    return whole;
  };
  const trigger = opened(ofTrigger(run.workflow_id, run.user_id), sealed) ?? run.trigger_data;
  const rows = steps.map(({ sealed: ofRow, ...row }): StepRow => {
    const whole = opened(ofStep(place, row.step_key), ofRow);
    return { ...row, whole: whole === undefined ? null : wholeStepSchema.parse(whole) };
  });
  return { ...run, trigger, steps: rows, keepsSecrets: keyring !== null, isUnreadable };
}

interface SealedPlace extends SealedValue {
  run_id: string;
  /** Empty for what started the run. */
  step_key: string;
  user_id: string;
  workflow_id: string;
}

/** A sealed value under the current key; null when no key of the ring opens it. */
export function resealValue(keyring: Keyring, row: SealedPlace): SealedValue | null {
  const place =
    row.step_key === ''
      ? ofTrigger(row.workflow_id, row.user_id)
      : ofStep({ runId: row.run_id, userId: row.user_id }, row.step_key);
  const value = open(keyring, place, row);
  return value === undefined ? null : seal(keyring, place, value);
}
