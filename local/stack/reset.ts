import { rm } from 'node:fs/promises';
import path from 'node:path';
import { removePostgresData } from '../database/postgres';
import { locate } from './location';
import { requireNotRunning } from './lock';
import { createSay } from './say';

/**
 * `npm run reset`: wipes what the stack has stored, and keeps its settings.
 *
 * @throws Error when the stack runs
 */
export async function reset(root: string): Promise<number> {
  const { stateDir } = locate(root, process.env);
  await requireNotRunning(stateDir);
  await removePostgresData(path.join(stateDir, 'postgres'));
  const states = ['stripe.json', 'stripe.json.journal', 'google.json', 'github.json'];
  for (const file of states) await rm(path.join(stateDir, file), { force: true });
  createSay().info('Wiped the database, Stripe and the people who signed in. .env.local stays.');
  return 0;
}
