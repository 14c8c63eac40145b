import { AppError } from '@/lib/errors/app-error';
import type { Json } from '../connectors/executor';
import { redact } from './redact';

/** As JSON; the database writes it with spaces and takes twice as much. */
const TRIGGER_BYTES_MAX = 512 * 1024;

/**
 * What starts a run as it is kept: without secrets, and not larger than the database takes.
 *
 * @throws AppError `payload_too_large`
 */
export function toTriggerData(trigger: Json): Json {
  const data = redact(trigger);
  const bytes = new TextEncoder().encode(JSON.stringify(data)).byteLength;
  if (bytes <= TRIGGER_BYTES_MAX) return data;
  throw new AppError('payload_too_large', {
    detail: `What starts a run may have at most ${TRIGGER_BYTES_MAX / 1024} KiB as JSON.`,
  });
}
