import { Lamp } from '@/components/ui/lamp';
import type { SyncHealth } from '@/lib/admin/sync';
import { FigureCard, FigureGrid } from '../figure-card';
import { formatSeconds, verdictOf } from './sync-words';

/** How the sync is doing, in a sentence and in figures. */
export function SyncFigures({ health }: { health: SyncHealth }) {
  const { events, dead, lag_seconds, outbox, drift } = health;
  const verdict = verdictOf(health);
  return (
    <>
      <div role="status" className="mb-6 flex gap-3">
        <span className="flex h-6 items-center">
          <Lamp tone={verdict.tone} />
        </span>
        <div>
          <p className="font-medium">{verdict.title}</p>
          <p className="text-sm text-soft">{verdict.text}</p>
        </div>
      </div>
      <FigureGrid>
        <FigureCard
          name="Lag"
          value={formatSeconds(lag_seconds)}
          note="from Stripe’s clock to the end of our work, median of the last 100"
        />
        <FigureCard
          name="Waiting"
          value={String(events.waiting)}
          note="events on their way"
          {...(events.waiting > 0 && { tone: 'standby' as const })}
        />
        <FigureCard
          name="Failed"
          value={String(events.failed)}
          note="tried again by themselves"
          {...(events.failed > 0 && { tone: 'standby' as const })}
        />
        <FigureCard
          name="Given up"
          value={String(dead)}
          note="wait for you"
          {...(dead > 0 && { tone: 'risk' as const })}
        />
        <FigureCard
          name="Outbox"
          value={String(outbox.waiting)}
          note={`waiting, ${outbox.dead} given up`}
          {...(outbox.dead > 0 && { tone: 'risk' as const })}
        />
        <FigureCard
          name="Drift"
          value={String(drift.found)}
          note={`differences in 30 days, ${drift.open} open`}
          {...(drift.open > 0 && { tone: 'risk' as const })}
        />
      </FigureGrid>
    </>
  );
}
