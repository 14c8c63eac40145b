import { Cron } from 'croner';
import { z } from 'zod';
import { defineNode, type ConfigIssue } from './define';
import { text } from './field';

const config = z.object({
  cron: text({
    label: 'When',
    help: 'Minute, hour, day of month, month, day of week: 0 9 * * 1 is every Monday at nine.',
    placeholder: '0 9 * * 1',
    missing: 'Say when it starts, for example 0 9 * * 1',
  }),
  timezone: text({
    label: 'Time zone',
    help: 'A name of the IANA database, for example Europe/Berlin.',
    placeholder: 'UTC',
  }),
});

function isTimezone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** Five fields only: seconds would let one workflow start sixty times a minute. */
function check({ cron, timezone }: z.output<typeof config>): ConfigIssue[] {
  if (timezone !== '' && !isTimezone(timezone)) {
    return [{ field: 'timezone', message: `"${timezone}" is no time zone of the IANA database` }];
  }
  try {
    const isNever = new Cron(cron, { mode: '5-part', paused: true }).nextRun() === null;
    return isNever ? [{ field: 'cron', message: `"${cron}" never comes` }] : [];
  } catch {
    const message = `"${cron}" is no schedule: write minute, hour, day, month and day of week`;
    return [{ field: 'cron', message }];
  }
}

export const schedule = defineNode({
  type: 'schedule',
  category: 'trigger',
  label: 'On a schedule',
  summary: 'Starts at the times of a cron expression, in a time zone.',
  icon: 'clock',
  config,
  check,
  sample: { scheduledAt: '2026-01-05T09:00:00.000Z' },
  hasEffect: false,
  feature: 'schedules',
});
