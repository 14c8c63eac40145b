/**
 * Runs once when a server starts, never during `next build`: an app whose environment is not
 * complete refuses to start and says what to mend, instead of failing at somebody's first click.
 */
export async function register(): Promise<void> {
  const { requireProductEnv } = await import('@/lib/env/env');
  try {
    requireProductEnv();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    // Thrown, the error would leave a server that listens and answers 500 to everybody.
    process.exit(1);
  }
}
