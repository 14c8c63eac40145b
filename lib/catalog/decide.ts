import { isAdoptable, type Adoption } from './edits';
import type { KeyMemory } from './queries';
import { compareFields, isRemembered, type Difference, type Fields } from './three-way';

/** Who wins where somebody changed an owned field at Stripe: nobody, Stripe, or the code. */
export type Resolution = 'refuse' | 'adopt' | 'overwrite';

/** A change at Stripe to what the code owns, that nobody has decided about. */
export interface Conflict {
  /** `product:cue_pro`, `price:pro_monthly`, ... */
  key: string;
  field: string;
  /** What the code says. */
  ours: Difference['ours'];
  /** What Stripe has. */
  theirs: Difference['theirs'];
  /** Whether plans.ts has a place for it; else only the code can win. */
  isAdoptable: boolean;
}

export interface Decision {
  /** Fields that are set to what the code says. */
  changes: Difference[];
  conflicts: Conflict[];
  /** Changes that the code is to take over, now or since an earlier time. */
  adoptions: Adoption[];
  /** To remember with the next operation. */
  desired: Fields;
  adopted: Fields;
  /** Nothing changes at Stripe, but what is remembered is not what is true. */
  isForgotten: boolean;
}

interface Subject {
  key: string;
  ours: Fields;
  theirs: Fields;
  memory: KeyMemory;
  /** Its id at Stripe. */
  stripeId: string | null;
  /** Where adopted changes go to; null when they have no place in the code. */
  lookupKey: string | null;
}

/** Decides about one thing, field by field. */
export function decide(subject: Subject, resolution: Resolution): Decision {
  const { key, ours, theirs, memory, stripeId, lookupKey } = subject;
  const differences = compareFields(ours, theirs, memory);
  const changes: Difference[] = [];
  const conflicts: Conflict[] = [];
  const adopted: Difference[] = [];
  for (const difference of differences) {
    const { changedBy, ...rest } = difference;
    const canAdopt = isAdoptable({ lookupKey, ...rest });
    if (changedBy === 'code' || resolution === 'overwrite') changes.push(difference);
    else if (changedBy === 'adopted' || (resolution === 'adopt' && canAdopt))
      adopted.push(difference);
    else conflicts.push({ key, ...rest, isAdoptable: canAdopt });
  }
  const isNew =
    adopted.some(({ changedBy }) => changedBy === 'stripe') ||
    adopted.length !== Object.keys(memory.adopted).length;
  return {
    changes,
    conflicts,
    adoptions: adopted.map(({ field, theirs: value }) => ({ lookupKey, field, theirs: value })),
    desired: { ...ours, ...fieldsOf(adopted, 'theirs') },
    adopted: fieldsOf(adopted, 'ours'),
    isForgotten:
      changes.length === 0 &&
      conflicts.length === 0 &&
      (isNew || stripeId !== memory.stripeId || !isRemembered(theirs, memory)),
  };
}

function fieldsOf(differences: readonly Difference[], side: 'ours' | 'theirs'): Fields {
  return Object.fromEntries(differences.map((difference) => [difference.field, difference[side]]));
}

/** `name "Pro" -> "Cue Pro"`, for each field that changes. */
export function sayChanges(changes: readonly Difference[]): string {
  return changes
    .map(
      ({ field, ours, theirs }) => `${field} ${JSON.stringify(theirs)} → ${JSON.stringify(ours)}`,
    )
    .join(', ');
}
