import type { FormAction } from '@/components/forms/form-state';
import { LocalDate } from '@/components/ui/local-date';
import type { SyncHealth } from '@/lib/admin/sync';
import { Panel } from '../panel';
import { Press } from '../press';
import { toCountWords } from './sync-words';

const jobs = [
  { job: 'work', name: 'Work', about: 'Failed events and the outbox; every minute.' },
  { job: 'sweep', name: 'Sweep', about: 'Events that never came; every five to ten minutes.' },
  { job: 'scan', name: 'Scan', about: 'Every object, for what no event told of; every night.' },
] as const;

interface JobListProps {
  runs: SyncHealth['runs'];
  locale: string;
  /** Runs a job; null for whoever may only look. */
  run: FormAction | null;
}

/** The jobs of the sync: when each ran last, what it did, and a button to run it now. */
export function JobList({ runs, locale, run }: JobListProps) {
  return (
    <Panel title="Jobs">
      <ul className="rounded border bg-sheet">
        {jobs.map(({ job, name, about }) => (
          <li
            key={job}
            className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 border-b px-4 py-3 text-sm last:border-b-0"
          >
            <div className="min-w-0">
              <p className="font-medium">{name}</p>
              <p className="text-soft">{about}</p>
              {job !== 'work' && <LastRun run={runs[job]} locale={locale} />}
            </div>
            {run !== null && (
              <Press action={run} hidden={{ job }} label={`Run now: ${job}`}>
                Run now
              </Press>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function LastRun({ run, locale }: { run: SyncHealth['runs'][string] | undefined; locale: string }) {
  if (run === undefined) return <p className="text-faint">It has never run.</p>;
  const words = toCountWords(run.summary);
  return (
    <p className="text-faint">
      {run.running && 'It runs at this moment. '}
      {run.finished_at === null ? (
        'It has not finished yet.'
      ) : (
        <>
          Finished on{' '}
          <LocalDate value={run.finished_at} locale={locale} withTime dateStyle="medium" />
          {words !== '' && `: ${words}`}
        </>
      )}
    </p>
  );
}
