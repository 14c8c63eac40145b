import path from 'node:path';
import { styleText } from 'node:util';
import { runBench } from './stack/bench';
import { runDev } from './stack/dev';
import { checkDatabaseTypes, writeDatabaseTypes } from './database/types';
import { passThrough } from './stack/pass-through';
import { reset } from './stack/reset';
import { runTests } from './stack/test-run';

const root = path.resolve(import.meta.dirname, '..');

/** What `npm run <name>` does, by name. Each answers the exit code. */
const commands: Record<string, (args: string[]) => Promise<number>> = {
  dev: () => runDev(root),
  test: (args) => runTests(root, args),
  reset: () => reset(root),
  bench: (args) => runBench(root, args),
  doctor: (args) => passThrough(root, 'doctor', args),
  'stripe:push': (args) => passThrough(root, 'stripe-push', args),
  'db:types': (args) =>
    args.includes('--check') ? checkDatabaseTypes(root) : writeDatabaseTypes(root),
};

const [name = '', ...args] = process.argv.slice(2);
const command = commands[name];
if (!command) {
  console.error(`There is no command "${name}". There are: ${Object.keys(commands).join(', ')}.`);
  process.exit(2);
}
try {
  process.exitCode = await command(args);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`${styleText('red', '✗')} ${message}`);
  if (process.env.CUE_DEBUG && error instanceof Error) console.error(error.stack, error.cause);
  process.exitCode = 1;
}
// A forgotten timer or socket must not keep the terminal; everything is closed by now.
process.exit();
