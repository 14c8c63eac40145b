import 'server-only';
import { moveSchedule, startTriggered, type TriggerDeps } from './commands';
import { momentsOf } from './moments';
import { listDueSchedules, type DueSchedule } from './queries';

export interface ScheduleTally extends Record<string, number> {
  started: number;
  refused: number;
}

const AT_ONCE = 100;
const YEAR_MS = 365 * 86_400_000;

/**
 * Starts every schedule whose moment has come. Safe to call as often as one likes and from several servers at once:
 * the moment is the run's key, so each starts exactly once.
 *
 * @param hasTime whether there is time for another page
 * @returns what was done, and whether nothing is left to do
 * @throws AppError `unavailable`; the next call goes on
 */
export async function startDueSchedules(
  deps: TriggerDeps,
  hasTime: () => boolean,
): Promise<{ tally: ScheduleTally; isDone: boolean }> {
  const tally: ScheduleTally = { started: 0, refused: 0 };
  for (;;) {
    const schedules = await listDueSchedules(deps.db, AT_ONCE);
    for (const schedule of schedules) {
      if (!hasTime()) return { tally, isDone: false };
      await startDue(deps, schedule, tally);
    }
    if (schedules.length < AT_ONCE) return { tally, isDone: true };
  }
}

async function startDue(deps: TriggerDeps, schedule: DueSchedule, tally: ScheduleTally) {
  const now = new Date();
  const from = new Date(schedule.next_at ?? schedule.armed_at);
  const { due, next } = momentsOf(schedule, from, now);
  if (due !== null) {
    const scheduledAt = due.toISOString();
    const result = await startTriggered(deps, {
      workflowId: schedule.workflow_id,
      userId: schedule.user_id,
      kind: 'schedule',
      trigger: { scheduledAt },
      dedupeKey: `moment:${scheduledAt}`,
    });
    if (result.outcome === 'refused') tally.refused += 1;
    else if (result.isNew) tally.started += 1;
  }
  // Moved on after the start, whose key stops a second one: a server that dies in between loses nothing.
  await moveSchedule(deps.db, schedule, next ?? new Date(now.getTime() + YEAR_MS));
}
