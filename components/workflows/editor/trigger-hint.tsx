'use client';

import Link from 'next/link';
import { useParams } from 'next/navigation';
import { useMemo, useState, type ReactNode } from 'react';
import type { GraphNode } from '@/lib/workflows/graph/structure';
import { checkConfig, nodes } from '@/lib/workflows/nodes/registry';
import { nextMoments } from '@/lib/workflows/triggers/timetable';

/** What a trigger will do, in a line, and the way to all there is to know of it. */
export function TriggerHint({ node }: { node: GraphNode }) {
  switch (node.type) {
    case 'schedule':
      return <ScheduleHint data={node.data} />;
    case 'webhook':
      return <Hint>Its secret address is made on the page of the trigger.</Hint>;
    case 'stripe_event':
      return <Hint>The page of the trigger says whose events start it.</Hint>;
    default:
      return null;
  }
}

function Hint({ children }: { children: ReactNode }) {
  const { id } = useParams<{ id: string }>();
  return (
    <p className="rounded border bg-wing px-3 py-2.5 text-sm text-soft">
      {children}{' '}
      <Link
        href={{ pathname: `/workflows/${id}/trigger` }}
        className="whitespace-nowrap underline underline-offset-4 hover:text-ink"
      >
        See the trigger
      </Link>
    </p>
  );
}

function ScheduleHint({ data }: Pick<GraphNode, 'data'>) {
  const [now] = useState(() => new Date());
  const next = useMemo(() => {
    const { success, data: timing } = nodes.schedule.config.safeParse(data);
    if (!success || checkConfig('schedule', timing).length > 0) return null;
    return nextMoments(timing, now, 1)[0] ?? null;
  }, [data, now]);
  const format = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short' });
  return <Hint>{next !== null && `Comes next on ${format.format(next)}, by your own clock.`}</Hint>;
}
