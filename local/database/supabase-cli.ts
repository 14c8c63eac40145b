import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { spawn } from 'node:child_process';

interface CliResult {
  stdout: string;
  stderr: string;
  code: number;
}

/**
 * Runs the Supabase CLI of node_modules to its end. It keeps its notes in a folder that is removed again, and
 * neither reports usage nor asks.
 *
 * @param workdir the folder above `supabase/`
 */
export async function runSupabaseCli(args: string[], workdir: string): Promise<CliResult> {
  const home = await mkdtemp(path.join(tmpdir(), 'cue-supabase-'));
  const program = path.resolve(import.meta.dirname, '../../node_modules/.bin/supabase');
  try {
    return await new Promise<CliResult>((resolve, reject) => {
      const child = spawn(program, [...args, '--workdir', workdir, '--yes', '--agent', 'no'], {
        env: {
          ...process.env,
          SUPABASE_HOME: home,
          SUPABASE_TELEMETRY_DISABLED: '1',
          DO_NOT_TRACK: '1',
          PGSSLMODE: 'disable',
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const result: CliResult = { stdout: '', stderr: '', code: 1 };
      child.stdout.setEncoding('utf8').on('data', (text: string) => (result.stdout += text));
      child.stderr.setEncoding('utf8').on('data', (text: string) => (result.stderr += text));
      child.once('error', reject);
      child.once('close', (code) => {
        resolve({ ...result, code: code ?? 1 });
      });
    });
  } finally {
    await rm(home, { recursive: true, force: true });
  }
}
