import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { findBrowser } from './browser';
import { withProductionStack } from './production';
import { createSay } from './say';
import { runCommands, type StepContext, type StepResult } from './step';

const reportSchema = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number() }),
});

/** Journeys in a browser against the production server, on a stack that has seen nothing yet. */
export async function browserStep(context: StepContext): Promise<StepResult> {
  const browser = findBrowser(createSay());
  const report = path.join(context.folder, 'playwright.json');
  const appLines: string[] = [];
  const result = await withProductionStack(context, appLines, (env) =>
    runCommands(
      {
        ...context,
        env: {
          ...context.env,
          ...env,
          // Playwright asks its workers for colours, and Node warns of the contradiction.
          NO_COLOR: undefined,
          PLAYWRIGHT_JSON_OUTPUT_FILE: report,
          ...(browser && { CUE_CHROMIUM: browser }),
        },
      },
      [['playwright', 'test', '--reporter=dot,json']],
    ),
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  if (text === undefined) return { ok: false, output: withTail(result.output, appLines) };
  const { expected, unexpected, flaky } = reportSchema.parse(JSON.parse(text)).stats;
  const tests = { passed: expected, failed: unexpected + flaky };
  const output = result.ok ? result.output : withTail(result.output, appLines);
  return { ok: result.ok && tests.failed === 0, output, tests };
}

function withTail(output: string, appLines: string[]): string {
  if (appLines.length === 0) return output;
  return `${output}\n\nThe last lines of the app:\n${appLines.slice(-40).join('\n')}`;
}
