/**
 * Runs once when a server starts, never during `next build`: an app whose environment is not
 * complete refuses to start and says what to mend, instead of failing at somebody's first click.
 */
export async function register(): Promise<void> {
  const { requireProductEnv } = await import('@/lib/env/env');
  requireProductEnv();
}
