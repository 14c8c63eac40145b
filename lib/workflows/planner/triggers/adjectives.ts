import { vocabulary } from '../text/vocabulary';

/** Say before a noun what has happened to it: "a failed payment", "paid invoices". */
export const adjectives: ReadonlySet<string> = new Set(
  vocabulary(`
  failed, failing, declined, rejected, bounced, unsuccessful, successful, succeeded, paid, unpaid, settled, canceled,
  terminated, refunded, disputed, completed, finished, expired, expiring, finalized, issued, overdue, upcoming, paused,
  resumed, started, updated, changed, deleted, created, received, new, ended, ending, upgraded, downgraded
`),
);
