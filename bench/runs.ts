import { spawn } from 'node:child_process';
import { z } from 'zod';
import { withPostgres } from '../local/database/throwaway';

const ROUNDS = 3;

export interface RunsFigure {
  what: string;
  /** The middle one of the rounds. */
  runsPerSecond: number;
  /** Against the bare library in the same run. */
  ratio: number;
}

const answerSchema = z.object({ runsPerSecond: z.number() });

/**
 * Runs of five steps each through the product's runner and through the bare library that its queue is, in turns, on one
 * PostgreSQL. Both have the same limits and steps that do nothing. The product also counts each run against its plan,
 * keeps input, output, attempts and logs of every step, and reads the graph; the library keeps outputs.
 */
export async function measureRuns(): Promise<RunsFigure[]> {
  return withPostgres(async (server) => {
    const figures = { bare: [] as number[], product: [] as number[] };
    const urls = {
      bare: await server.createDatabase('bench_bare', { isMigrated: false }),
      product: await server.createDatabase('bench_product', { isMigrated: true }),
    };
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const contender of ['bare', 'product'] as const) {
        figures[contender].push(await measure(contender, urls[contender]));
      }
    }
    const [bare, product] = [middle(figures.bare), middle(figures.product)];
    return [
      { what: 'the bare library', runsPerSecond: bare, ratio: 1 },
      { what: 'the product', runsPerSecond: product, ratio: product / bare },
    ];
  });
}

const middle = (values: number[]) =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** In a process of its own: the library keeps its state there. */
async function measure(contender: string, url: string): Promise<number> {
  const flags = ['--conditions=react-server', '--import', 'tsx', 'bench/runs-process.ts'];
  const child = spawn(process.execPath, [...flags, contender, url], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`The ${contender} contender ended with ${code}`));
    });
  });
  const lastLine = output.trim().split('\n').at(-1) ?? '';
  return answerSchema.parse(JSON.parse(lastLine)).runsPerSecond;
}
