import path from 'node:path';

/** Where this stack keeps its data and its settings. */
export interface Location {
  stateDir: string;
  settingsFile: string;
}

/**
 * `.local` and `.env.local`. With `CUE_STATE_DIR` both live there, so that a second stack shares nothing
 * with the first.
 */
export function locate(root: string, env: NodeJS.ProcessEnv): Location {
  const chosen = env.CUE_STATE_DIR;
  if (!chosen) {
    return { stateDir: path.join(root, '.local'), settingsFile: path.join(root, '.env.local') };
  }
  const stateDir = path.resolve(root, chosen);
  return { stateDir, settingsFile: path.join(stateDir, 'env.local') };
}
