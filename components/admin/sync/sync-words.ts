import type { SyncHealth } from '@/lib/admin/sync';
import type { LampTone } from '@/components/ui/lamp';

interface Verdict {
  tone: LampTone;
  title: string;
  text: string;
}

/** How the sync is doing in a sentence: the worst of it first, and what to do. */
export function verdictOf({ events, dead, outbox, drift }: SyncHealth): Verdict {
  if (dead > 0 || outbox.dead > 0) {
    return {
      tone: 'risk',
      title: 'Something was given up',
      text: 'It is listed below with its error. Nothing is lost: mend the cause, then replay it.',
    };
  }
  if (events.failed > 0 || drift.open > 0) {
    return {
      tone: 'standby',
      title: 'Something failed and comes again',
      text: 'It is tried again by itself, later each time. Replay it to try at once.',
    };
  }
  if (events.waiting > 0 || outbox.waiting > 0) {
    return { tone: 'standby', title: 'Work is on its way', text: 'Nothing failed.' };
  }
  return {
    tone: 'go',
    title: 'The database says what Stripe says',
    text: 'Nothing waits, nothing failed. A sweep finds events that never came.',
  };
}

/** Seconds as people say them. */
export function formatSeconds(seconds: number | null): string {
  if (seconds === null) return '–';
  const size = Math.abs(seconds);
  if (size < 120) return `${Math.round(seconds)} s`;
  if (size < 7200) return `${Math.round(seconds / 60)} min`;
  return `${Math.round(seconds / 3600)} h`;
}

/** What a run did, as "3 known, 0 found": figures of a summary or of a job's answer. */
export function toCountWords(counts: unknown): string {
  if (typeof counts !== 'object' || counts === null) return '';
  const words = Object.entries(counts).flatMap(([name, value]) =>
    // `began` is a moment, not a count.
    typeof value === 'number' && name !== 'began'
      ? [`${value} ${name.replaceAll(/[A-Z_]/g, toWord)}`]
      : [],
  );
  return words.join(', ');
}

function toWord(sign: string): string {
  return sign === '_' ? ' ' : ` ${sign.toLowerCase()}`;
}

/** The fields of which an event says what they were before, with what they are now. */
export function changesIn(payload: unknown): { field: string; before: unknown; now: unknown }[] {
  const data = recordIn(payload, 'data');
  const now = recordIn(data, 'object') ?? {};
  return Object.entries(recordIn(data, 'previous_attributes') ?? {}).map(([field, before]) => ({
    field,
    before,
    now: now[field],
  }));
}

function recordIn(value: unknown, name: string): Record<string, unknown> | null {
  if (typeof value !== 'object' || value === null) return null;
  const found: unknown = Object.entries(value).find(([each]) => each === name)?.[1];
  return typeof found === 'object' && found !== null ? { ...found } : null;
}

/** A value of Stripe's in one line. */
export function toInline(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
