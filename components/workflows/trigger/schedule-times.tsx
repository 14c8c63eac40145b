import Link from 'next/link';
import { Lamp, type LampTone } from '@/components/ui/lamp';
import { LocalDate } from '@/components/ui/local-date';
import type { PastMoment, Timing } from '@/lib/workflows/triggers/timetable';

interface ScheduleTimesProps {
  workflowId: string;
  timing: Timing;
  isActive: boolean;
  next: readonly Date[];
  /** The last one first. */
  past: readonly PastMoment[];
  locale: string;
}

const states: Record<PastMoment['state'], { label: string; tone: LampTone }> = {
  ran: { label: 'Started', tone: 'go' },
  due: { label: 'Due', tone: 'standby' },
  missed: { label: 'Missed', tone: 'risk' },
};

/** When a schedule comes, by its own clock and by the reader's, and what became of the last times. */
export function ScheduleTimes(props: ScheduleTimesProps) {
  const { timing, isActive, next, locale } = props;
  const zone = timing.timezone === '' ? 'UTC' : timing.timezone;
  const format = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: zone,
  });
  return (
    <div className="space-y-6">
      <div className="rounded border bg-sheet">
        <table className="w-full text-sm">
          <caption className="px-4 pt-3 pb-1 text-left font-medium">
            {isActive ? 'Next' : 'Next, once it is active'}
          </caption>
          <thead className="text-left text-faint">
            <tr>
              <th scope="col" className="px-4 py-1.5 font-normal">
                {zone}
              </th>
              <th scope="col" className="px-4 py-1.5 font-normal">
                Your time
              </th>
            </tr>
          </thead>
          <tbody className="divide-y border-t">
            {next.map((at) => (
              <tr key={at.toISOString()} className={isActive ? '' : 'text-soft'}>
                <td className="px-4 py-2.5 tabular">{format.format(at)}</td>
                <td className="px-4 py-2.5 tabular">
                  <LocalDate value={at.toISOString()} locale={locale} dateStyle="medium" withTime />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="text-sm text-faint">
        Cron: <code className="font-mono">{timing.cron}</code>
      </p>
      {isActive && <PastTimes {...props} />}
    </div>
  );
}

function PastTimes({ workflowId, past, locale }: ScheduleTimesProps) {
  if (past.length === 0) {
    return <p className="text-sm text-soft">No time has come since it was activated.</p>;
  }
  return (
    <section aria-label="Last times">
      <h3 className="mb-2 text-sm font-medium">Last times</h3>
      <ul className="divide-y rounded border bg-sheet text-sm">
        {past.map(({ at, state, runId }) => {
          const { label, tone } = states[state];
          const time = (
            <LocalDate value={at.toISOString()} locale={locale} dateStyle="medium" withTime />
          );
          return (
            <li key={at.toISOString()} className="flex items-center gap-4 px-4 py-2.5">
              <span className="flex w-24 items-center gap-3">
                <Lamp tone={tone} />
                {label}
              </span>
              {runId === null ? (
                <span className="text-soft">{time}</span>
              ) : (
                <Link
                  href={{ pathname: `/workflows/${workflowId}/runs/${runId}` }}
                  className="underline underline-offset-4"
                >
                  {time}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
      {past.some(({ state }) => state === 'missed') && (
        <p className="mt-2 text-sm text-faint">
          A time is missed when nothing looked at the clock then, or your plan had no run left. Of
          several, only the latest is made up for.
        </p>
      )}
    </section>
  );
}
