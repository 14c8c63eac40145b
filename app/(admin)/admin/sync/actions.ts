'use server';

import { refresh } from 'next/cache';
import { answerForm } from '@/app/form-result';
import { formText } from '@/app/form-text';
import { toCountWords } from '@/components/admin/sync/sync-words';
import type { FormState } from '@/components/forms/form-state';
import { runCommand } from '../command';

/** Operators who may repair the sync; `runCommand` decides. */
export async function replayEvent(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { outcome } = await runCommand(data, 'sync.replay_event', { id: formText(data, 'id') });
    refresh();
    return outcome === 'settled'
      ? 'The event is settled.'
      : 'It was tried and failed again; its error says why.';
  });
}

/** Operators who may repair the sync. */
export async function replayAll(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const { tried, settled } = await runCommand(data, 'sync.replay_all', {});
    refresh();
    return `${settled} of ${tried} events are settled.`;
  });
}

/** Operators who may repair the sync. */
export async function runSyncJob(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const job = formText(data, 'job');
    const { outcome, counts } = await runCommand(data, 'sync.reconcile', { job });
    refresh();
    if (outcome === 'busy') return 'Somebody else is running it at this moment.';
    const words = toCountWords(counts);
    const end = outcome === 'paused' ? 'Not finished: run it again to go on.' : 'Done.';
    return words === '' ? end : `${end} ${words}.`;
  });
}

/** Operators who may repair the sync: makes the outbox due, and delivers it at once. */
export async function retryEffects(previous: FormState, data: FormData): Promise<FormState> {
  return answerForm(previous, data, async () => {
    const effect = formText(data, 'effect');
    await runCommand(data, 'sync.retry_effects', effect === '' ? {} : { effect: Number(effect) });
    const { counts } = await runCommand(data, 'sync.reconcile', { job: 'work' });
    refresh();
    return `${counts.delivered ?? 0} delivered, ${counts.failed ?? 0} failed.`;
  });
}
