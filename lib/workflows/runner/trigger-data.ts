import 'server-only';
import { AppError } from '@/lib/errors/app-error';
import type { Json } from '../connectors/executor';
import { getKeyring, type Keyring } from '../credentials/seal';
import { redact, toKeepable } from './redact';
import type { SealedValue } from './row';
import { sealTrigger } from './whole';

/** As JSON; the database writes it with spaces and takes twice as much. */
const TRIGGER_BYTES_MAX = 512 * 1024;

interface TriggerData {
  /** What people may read of it. */
  shown: Json;
  /** All of it, for the steps; null where `shown` is all, or where there is no key to seal it with. */
  sealed: SealedValue | null;
}

/**
 * What starts a run as it is kept: without secrets, and not larger than the database takes.
 *
 * @throws AppError `payload_too_large`
 */
export function toTriggerData(
  trigger: Json,
  target: { workflowId: string; userId: string },
  keyring: Keyring | null = getKeyring(),
): TriggerData {
  const whole = toKeepable(trigger);
  const { shown, isWhole } = redact(whole);
  const encoder = new TextEncoder();
  const bytes = Math.max(
    ...[whole, shown].map((each) => encoder.encode(JSON.stringify(each)).byteLength),
  );
  if (bytes <= TRIGGER_BYTES_MAX) {
    const isSealed = !isWhole && keyring !== null;
    return { shown, sealed: isSealed ? sealTrigger(keyring, target, whole) : null };
  }
  throw new AppError('payload_too_large', {
    detail: `What starts a run may have at most ${TRIGGER_BYTES_MAX / 1024} KiB as JSON.`,
  });
}
