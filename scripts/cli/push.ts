import { setTimeout as wait } from 'node:timers/promises';
import type { Conflict } from '@/lib/catalog/decide';
import type { CatalogDeps } from '@/lib/catalog/operation';
import { pushCatalog, type PushOptions, type PushPlan, type PushResult } from '@/lib/catalog/push';

/** Longer than a push that died keeps others waiting. */
const PATIENCE_MS = 90_000;
const PAUSE_MS = 500;

/** Says something to whoever runs the script. */
export type Say = (line: string) => void;

/**
 * Pushes the catalog; while another push is under way, waits for its end and then does what is left.
 *
 * @returns `busy` when the other did not come to an end
 */
export async function pushInTurn(
  deps: CatalogDeps,
  options: PushOptions,
  say: Say,
): Promise<PushResult> {
  const end = performance.now() + PATIENCE_MS;
  for (let hasSaid = false; ; hasSaid = true) {
    const result = await pushCatalog(deps, options);
    if (result.outcome !== 'busy' || performance.now() > end) return result;
    if (!hasSaid) say('Another push is under way; waiting for it.');
    await wait(PAUSE_MS);
  }
}

/** Says what a push is going to do, or why it does nothing. */
export function sayPlan({ changes, conflicts, edits, notices }: PushPlan, say: Say): void {
  for (const change of changes) say(`  ${change}`);
  if (conflicts.length > 0) {
    say('Changed at Stripe, by somebody else than this command:');
    for (const conflict of conflicts) say(`  ${sayConflict(conflict)}`);
    say('Nothing is changed until you decide:');
    if (conflicts.some(({ isAdoptable }) => isAdoptable)) {
      say('  --adopt      keep what Stripe has, and be told the lines for lib/catalog/plans.ts');
    }
    say('  --overwrite  put back what lib/catalog/plans.ts says');
  }
  for (const { plan, lines } of edits) {
    say(`Taken over from Stripe. In lib/catalog/plans.ts, the plan '${plan}' has to say:`);
    for (const line of lines) say(`    ${line}`);
  }
  for (const notice of notices) say(notice);
}

export function sayConflict({ key, field, ours, theirs, isAdoptable }: Conflict): string {
  const said = `${key} ${field} is ${JSON.stringify(theirs)}, the code says ${JSON.stringify(ours)}`;
  return isAdoptable ? said : `${said} (cannot be adopted: plans.ts has no place for it)`;
}
