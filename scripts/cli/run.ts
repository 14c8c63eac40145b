import { parseArgs, type ParseArgsConfig } from 'node:util';

/** Called in a way that it does not understand; says what is wrong with it. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/**
 * The options that a script was called with.
 *
 * @throws UsageError that names an option which is not known or lacks its value
 */
export function parseOptions<Options extends NonNullable<ParseArgsConfig['options']>>(
  options: Options,
) {
  try {
    return parseArgs({ options, strict: true, allowPositionals: false }).values;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new UsageError(error.message);
  }
}

/** Refuses to touch a live account unasked. */
export function requireConsent(isLive: boolean, yes: boolean): void {
  if (!isLive || yes) return;
  throw new UsageError('This is a live key. Look at --dry-run first, then run again with --yes.');
}

/**
 * Runs a script to its end.
 *
 * @param main answers the exit code; 2 is for a wrong call, 1 for a failure
 */
export async function runScript(main: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    if (error instanceof UsageError) {
      console.error('--help says what there is.');
      process.exitCode = 2;
      return;
    }
    if (error instanceof Error && error.cause !== undefined) console.error('Because:', error.cause);
    process.exitCode = 1;
  }
}
