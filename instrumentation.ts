/**
 * Runs once when a server starts, never during `next build`. Next compiles this file for the Edge runtime
 * too, which has neither a process to end nor a database to reach: what a server of Node does at its
 * start stands in `instrumentation-node.ts`, and the bundler leaves that out where it must not be.
 */
export async function register(): Promise<void> {
  // The bundler puts the runtime's name here; it only sees it written out like this, in this file.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startServer } = await import('./instrumentation-node');
    startServer();
  }
}
