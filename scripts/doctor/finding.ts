/** Something that is wrong, and how to put it right; never holds a secret's value. */
export interface Finding {
  problem: string;
  mend: string;
  /** What the doctor can do about it by itself; never anything that destroys. */
  repair?: Repair;
}

export interface Repair {
  /** In words; findings that say the same are mended by the same. */
  does: string;
  run: () => Promise<unknown>;
}

/** Says what is no fault and good to know, such as how much of it was looked at. */
export type Note = (line: string) => void;

/** One service or group of variables; finds nothing when all is well. */
export interface Check {
  name: string;
  run: (note: Note) => Promise<Finding[]>;
}

/** Runs a check; one that cannot be carried out is itself a finding. */
export async function runCheck(check: Check, note: Note = () => undefined): Promise<Finding[]> {
  try {
    return await check.run(note);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const cause = error instanceof Error ? error.cause : undefined;
    const because = cause instanceof Error ? ` (${cause.message})` : describe(cause);
    return [
      {
        problem: `could not be checked: ${reason}${because}`,
        mend: 'Check that the service runs and that its address and key in the environment are right.',
      },
    ];
  }
}

/** supabase-js reports failures as plain objects with a message. */
function describe(cause: unknown): string {
  if (typeof cause !== 'object' || cause === null || !('message' in cause)) return '';
  return typeof cause.message === 'string' ? ` (${cause.message})` : '';
}
