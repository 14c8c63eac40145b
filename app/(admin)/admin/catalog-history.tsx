import { toHistory } from '@/components/admin/catalog/history';
import { EmptyState } from '@/components/admin/empty-state';
import { Panel } from '@/components/admin/panel';
import { Timeline } from '@/components/admin/timeline';
import { hasScope, type Actor } from '@/lib/admin/actor';
import { readCommand } from './command';

interface CatalogHistoryProps {
  admin: Actor;
  type: 'product' | 'price' | 'coupon' | 'promotion_code';
  id: string;
  locale: string;
}

const ENTRIES = 25;

/** What changed an object: operators' commands and Stripe's events, as far as the reader may see them. */
export async function CatalogHistory({ admin, type, id, locale }: CatalogHistoryProps) {
  const about = { object_type: type, object_id: id, limit: ENTRIES };
  const [entries, events] = await Promise.all([
    hasScope(admin, 'audit:read') ? readCommand(admin, 'audit.list', about) : { data: [] },
    hasScope(admin, 'sync:read') ? readCommand(admin, 'sync.events', about) : { data: [] },
  ]);
  const items = toHistory(entries.data, events.data).slice(0, ENTRIES);
  return (
    <Panel title="History">
      {items.length === 0 ? (
        <EmptyState
          title="Nothing happened yet"
          text="What operators do to this and Stripe’s events about it stand here."
        />
      ) : (
        <Timeline items={items} locale={locale} />
      )}
    </Panel>
  );
}
