import type { CatalogDeps } from '@/lib/catalog/operation';
import { listers } from '@/lib/stripe/sync/listers';
import { createPacer } from '@/lib/stripe/sync/pacer';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';
import { countObjects, readFacts, readStates } from './facts';
import type { Finding, Note } from './finding';
import { jobRepair } from './sync';

/** What a sample looks at: what decides who may do what. */
const sampled: readonly MirroredType[] = ['product', 'price', 'subscription'];
/** How many of each type are in a sample, the newest; also how many Stripe lists at once. */
const PAGE = 100;
/** Differences that are named one by one; of more than that the number is enough. */
const NAMED_MAX = 20;

const mend = 'Run: npm run stripe:reconcile -- --full';

/**
 * Where the mirror is not what Stripe says: whether an object is there, active, and in which state.
 * Notes how many were compared, of how many.
 *
 * @param isFull compares every object that Stripe lists, at ten requests a second; otherwise the newest
 */
export async function findMirrorProblems(
  deps: CatalogDeps,
  note: Note,
  isFull = false,
): Promise<Finding[]> {
  const repair = jobRepair(deps, 'scan');
  const { orphan_prices: orphans, livemodes } = await readFacts(deps.db);
  const findings: Finding[] = orphans.map((id) => ({
    problem: `The mirror has the price ${id} without its product`,
    mend,
    repair,
  }));
  if (livemodes.includes(deps.env !== 'live')) {
    findings.push({
      problem: `The mirror holds objects of ${deps.env === 'live' ? 'test' : 'live'} mode, the key is of ${deps.env} mode`,
      mend: 'Use a database for each mode, or check STRIPE_SECRET_KEY.',
    });
  }
  const { drifted, compared } = await compare(deps, isFull);
  for (const { object, id } of drifted.slice(0, NAMED_MAX)) {
    findings.push({
      problem: `The mirror of ${object} ${id} is not what Stripe says`,
      mend,
      repair,
    });
  }
  if (drifted.length > NAMED_MAX) {
    const more = (drifted.length - NAMED_MAX).toLocaleString('en');
    findings.push({ problem: `${more} more objects are not what Stripe says`, mend, repair });
  }
  const total = await countObjects(deps.db, allTypes());
  note(sayCompared({ compared, total: Math.max(total, compared), isFull }));
  return findings;
}

function sayCompared({
  compared,
  total,
  isFull,
}: {
  compared: number;
  total: number;
  isFull: boolean;
}): string {
  const said = `compared ${compared.toLocaleString('en')} of ${total.toLocaleString('en')} objects`;
  if (isFull || compared === total) return said;
  return `${said}, the newest products, prices and subscriptions; all with --full`;
}

function allTypes(): MirroredType[] {
  return Object.keys(listers) as MirroredType[]; // The keys of this record are nothing else.
}

interface Listed {
  object: string;
  id: string;
  active: unknown;
  status: unknown;
}

function toListed(each: MirroredObject): Listed[] {
  const { object } = each;
  if (!('id' in each)) return [];
  const { id } = each;
  const active = 'active' in each ? each.active : null;
  return [{ object, id, active, status: 'status' in each ? each.status : null }];
}

interface Page {
  data: MirroredObject[];
  has_more: boolean;
}

async function compare(deps: CatalogDeps, isFull: boolean) {
  const pace = createPacer();
  const drifted: Listed[] = [];
  let compared = 0;
  for (const type of isFull ? allTypes() : sampled) {
    for (let after: string | undefined; ;) {
      const page = { limit: PAGE, ...(after !== undefined && { starting_after: after }) };
      const list: Page | undefined = await pace(() =>
        Promise.resolve(listers[type]?.(deps.stripe, page)),
      );
      const objects = (list?.data ?? []).flatMap(toListed);
      compared += objects.length;
      drifted.push(...(await findDrifted(deps, type, objects)));
      after = objects.at(-1)?.id;
      if (!isFull || list?.has_more !== true) break;
    }
  }
  return { drifted, compared };
}

async function findDrifted(
  deps: CatalogDeps,
  type: MirroredType,
  objects: readonly Listed[],
): Promise<Listed[]> {
  if (objects.length === 0) return [];
  const ids = objects.map(({ id }) => id);
  const states = await readStates(deps.db, type, ids);
  return objects.filter(({ id, active, status }) => {
    const state = states.get(id);
    return state?.deleted !== false || state.active !== active || state.status !== status;
  });
}
