/** The owned fields of one thing at Stripe. */
export type Fields = Record<string, string | number | boolean | null>;
type Value = Fields[string];

/** What is remembered of the pushes of one thing. */
export interface Memory {
  /** Its fields after the last push that is known to be done, and after those whose end is not known. */
  pushed: readonly Fields[];
  /** Whether the last of them is known to be done. */
  isDone: boolean;
  /** Fields that were accepted as they are at Stripe, with what the code said at that time. */
  adopted: Fields;
}

export const nothingPushed: Memory = { pushed: [], isDone: false, adopted: {} };

/** A field in which Stripe is not what the code says. */
export interface Difference {
  field: string;
  ours: Value;
  theirs: Value;
  /**
   * Who changed it since the last push: `code`; `stripe`: somebody there, or nobody knows; `adopted`:
   * somebody there, and it was accepted.
   */
  changedBy: 'code' | 'stripe' | 'adopted';
}

/**
 * Compares what the code says with what Stripe has, by what was pushed last: where Stripe still has that,
 * the code was changed since; where it has something else, somebody changed it there.
 *
 * @param ours fields as the code wants them; fields of `theirs` beyond these are not looked at
 */
export function compareFields(ours: Fields, theirs: Fields, memory: Memory): Difference[] {
  return Object.entries(ours).flatMap(([field, wanted]): Difference[] => {
    const there = theirs[field] ?? null;
    if (there === wanted) return [];
    const isAdopted = Object.hasOwn(memory.adopted, field) && memory.adopted[field] === wanted;
    const isPushed = memory.pushed.some((fields) => (fields[field] ?? null) === there);
    const changedBy = !isPushed ? 'stripe' : isAdopted ? 'adopted' : 'code';
    return [{ field, ours: wanted, theirs: there, changedBy }];
  });
}

/** True when the last push of a thing is known to be done and left it as it is now. */
export function isRemembered(theirs: Fields, memory: Memory): boolean {
  const last = memory.pushed.at(-1);
  if (last === undefined || !memory.isDone) return false;
  return Object.entries(last).every(([field, value]) => (theirs[field] ?? null) === value);
}
