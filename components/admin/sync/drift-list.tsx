import { LocalDate } from '@/components/ui/local-date';
import type { Drift } from '@/lib/admin/sync';
import { EmptyState } from '../empty-state';
import { ObjectId } from '../object-id';
import { StatusMark } from '../status-mark';
import { toInline } from './sync-words';

/** Differences that a scan or the doctor found, field by field. */
export function DriftList({ drift, locale }: { drift: readonly Drift[]; locale: string }) {
  if (drift.length === 0) {
    return (
      <EmptyState
        title="No differences"
        text="No scan has found anything in the database that Stripe says otherwise."
      />
    );
  }
  return (
    <ul className="rounded border bg-sheet text-sm">
      {drift.map(({ id, object_type, object_id, found_by, found_at, diff, repaired_at }) => (
        <li key={id} className="border-b px-4 py-3 last:border-b-0">
          <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1">
            <p className="min-w-0">
              <span className="font-medium">{object_type}</span> <ObjectId id={object_id} />
            </p>
            <StatusMark status={repaired_at === null ? 'failed' : 'succeeded'}>
              {repaired_at === null ? 'Open' : 'Repaired'}
            </StatusMark>
          </div>
          <p className="text-faint">
            Found by the {found_by} on{' '}
            <LocalDate value={found_at} locale={locale} withTime dateStyle="medium" />
          </p>
          <dl className="mt-2 space-y-1">
            {Object.entries(diff).map(([field, change]) => (
              <div key={field} className="flex flex-wrap gap-x-3">
                <dt className="font-mono text-xs leading-5 text-soft">{field}</dt>
                <dd className="min-w-0 font-mono text-xs leading-5 break-all">
                  <Difference change={change} />
                </dd>
              </div>
            ))}
          </dl>
        </li>
      ))}
    </ul>
  );
}

/** Ours and Stripe's; of what is nested, only that it differs. */
function Difference({ change }: { change: unknown }) {
  if (!Array.isArray(change)) return 'changed inside';
  const [ours, theirs] = change as unknown[];
  return (
    <>
      <del className="text-red">
        <span className="sr-only">ours </span>
        {toInline(ours)}
      </del>{' '}
      <ins className="text-green no-underline">
        <span className="sr-only">Stripe’s </span>
        {toInline(theirs)}
      </ins>
    </>
  );
}
