import { DAY } from '../billing/calendar';
import type { Account } from './account';

/** Stripe keeps events for thirty days. */
const KEPT_SECONDS = 30 * DAY;
/** The newest stay however old they are: a clock moved by a year should leave something to look at. */
const KEPT_MIN = 2000;
/** Old events are let go after this many new ones: looking for them takes time. */
const SPARE = 500;

/** Lets go of events that Stripe would not show any more, each world for itself. */
export class Forgetting {
  private readonly published = new Map<string | null, number>();

  /** @param awaited the ids of events that still have to be delivered, and so are kept */
  constructor(private readonly awaited: () => ReadonlySet<string>) {}

  /** Notes that an account has one event more, and now and then forgets old ones. */
  note(account: Account): void {
    const published = (this.published.get(account.world) ?? 0) + 1;
    this.published.set(account.world, published % SPARE);
    if (published >= SPARE) this.forget(account);
  }

  private forget(account: Account): void {
    const { store } = account;
    const before = account.now() - KEPT_SECONDS;
    const surplus = store.oldest('event', store.count('event') - KEPT_MIN);
    const [oldest] = surplus;
    if (!oldest || oldest.created >= before) return;
    const awaited = this.awaited();
    for (const { id, created } of surplus) {
      if (created >= before) return;
      if (!awaited.has(id)) store.delete(id);
    }
  }
}
