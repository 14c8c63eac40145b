import path from 'node:path';
import { styleText } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');

type Command = (args: string[]) => Promise<number>;

/**
 * What `npm run <name>` does, by name. Each answers the exit code. Loaded on demand: `npm run doctor` has no
 * need for a database server.
 */
const commands: Record<string, Command> = {
  dev: async () => (await import('./stack/dev')).runDev(root),
  test: async (args) => (await import('./stack/test-run')).runTests(root, args),
  reset: async () => (await import('./stack/reset')).reset(root),
  bench: async (args) => (await import('./stack/bench')).runBench(root, args),
  doctor: async (args) => passThrough('doctor', args),
  'local:stripe': async (args) => (await import('./stack/stripe-alone')).runStripeAlone(root, args),
  chaos: async (args) => passThrough('chaos', args),
  'stripe:reconcile': async (args) => passThrough('stripe-reconcile', args),
  'stripe:push': async (args) => passThrough('stripe-push', args),
  'stripe:setup': async (args) => passThrough('stripe-setup', args),
  'stripe:doctor': async (args) => passThrough('stripe-doctor', args),
  'credentials:rotate': async (args) => passThrough('credentials-rotate', args),
  codegen: async (args) => passThrough('codegen', args),
  planner: async (args) => passThrough('planner', args),
  conformance: async (args) => passThrough('conformance', args),
  'db:types': async (args) => {
    const { checkDatabaseTypes, writeDatabaseTypes } = await import('./database/types');
    return args.includes('--check') ? checkDatabaseTypes(root) : writeDatabaseTypes(root);
  },
};

async function passThrough(script: string, args: string[]): Promise<number> {
  return (await import('./stack/pass-through')).passThrough(root, script, args);
}

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
