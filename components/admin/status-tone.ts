import type { LampTone } from '@/components/ui/lamp';

const tones: Readonly<Record<string, LampTone>> = {
  active: 'go',
  paid: 'go',
  succeeded: 'go',
  processed: 'go',
  valid: 'go',
  trialing: 'standby',
  open: 'standby',
  pending: 'standby',
  started: 'standby',
  received: 'standby',
  fetch: 'standby',
  paused: 'standby',
  ending: 'standby',
  requires_action: 'standby',
  past_due: 'risk',
  unpaid: 'risk',
  incomplete: 'risk',
  uncollectible: 'risk',
  failed: 'risk',
  refused: 'risk',
  dead: 'risk',
  disputed: 'risk',
};

/** The lamp of a status of Stripe's or ours: statuses are open text, and an unknown one stays dark. */
export function toStatusTone(status: string): LampTone {
  return Object.hasOwn(tones, status) ? (tones[status] ?? 'off') : 'off';
}

/** A status in words: `past_due` is "Past due". */
export function toStatusWords(status: string): string {
  const words = status.replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
