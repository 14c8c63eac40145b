import path from 'node:path';
import { runDev } from './dev';

/** `npm run dev` with a stand-in for Next, run by stack.test.ts as a process of its own. */
const root = path.resolve(import.meta.dirname, '../..');
const manner = process.argv[2] ?? 'obeys';
try {
  const code = await runDev(root, [path.join(import.meta.dirname, 'fake-app.mjs'), manner]);
  process.exit(code);
} catch (error) {
  process.stderr.write(`✗ ${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
