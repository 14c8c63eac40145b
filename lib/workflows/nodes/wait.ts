import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { choice, template, wholeNumber } from './field';

export const secondsPerUnit = {
  seconds: 1,
  minutes: 60,
  hours: 3600,
  days: 86_400,
  weeks: 604_800,
} as const;

/** Longer than any plan keeps its history is longer than anybody could follow. */
const WAIT_SECONDS_MAX = 366 * secondsPerUnit.days;

const config = z.object({
  mode: choice(
    { duration: 'For a time', until: 'Until a moment' },
    { label: 'Wait', initial: 'duration' },
  ),
  amount: wholeNumber({
    label: 'How long',
    min: 1,
    max: 100_000,
    initial: 1,
    showIf: { field: 'mode', is: ['duration'] },
  }),
  unit: choice(
    { seconds: 'seconds', minutes: 'minutes', hours: 'hours', days: 'days', weeks: 'weeks' },
    { label: 'Unit', initial: 'days', showIf: { field: 'mode', is: ['duration'] } },
  ),
  until: template({
    label: 'Moment',
    holds: 'value',
    help: 'ISO 8601, or seconds since 1970 as Stripe writes them.',
    placeholder: '{{ trigger.data.object.due_date }}',
    missing: 'Say until when',
    showIf: { field: 'mode', is: ['until'] },
  }),
});

function check({ mode, amount, unit, until }: z.output<typeof config>): ConfigIssue[] {
  if (mode === 'until') return until === '' ? [{ field: 'until', message: 'Say until when' }] : [];
  if (amount * secondsPerUnit[unit] <= WAIT_SECONDS_MAX) return [];
  return [{ field: 'amount', message: 'A wait may be at most 366 days' }];
}

export const wait = defineNode({
  type: 'wait',
  category: 'logic',
  label: 'Wait',
  summary: 'Goes on after a time or at a moment; a waiting run costs nothing.',
  icon: 'hourglass',
  config,
  check,
  sample: { resumedAt: '2026-01-07T09:00:00.000Z' },
  hasEffect: false,
});
