import type { GraphNode } from '../graph/structure';
import type { EnvironmentVariable } from './accounts';
import type { Language } from './schema';

interface Facts {
  name: string;
  description: string;
  trigger: GraphNode | undefined;
  language: Language;
  environment: readonly EnvironmentVariable[];
}

const commands = {
  python: { file: 'workflow.py', run: 'python3 workflow.py', needs: 'Python 3.9 or newer' },
  typescript: { file: 'workflow.ts', run: 'node workflow.ts', needs: 'Node 23.6 or newer' },
} as const;

/** Markdown has no meaning in a person's words. */
const plain = (words: string) =>
  words
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_[\]<>#|]/g, (mark) => `\\${mark}`)
    .trim();

/** How to run the program, for whoever downloaded it. */
export function writeReadme({ name, description, trigger, language, environment }: Facts): string {
  const { file, run, needs } = commands[language];
  const needed = environment.filter(({ fallback }) => fallback === undefined);
  const load = needed.length === 0 ? '' : 'set -a; . ./.env; set +a\n';
  const variables =
    needed.length === 0
      ? 'It needs no variables.'
      : 'Copy `.env.example` to `.env` and fill it in. The program reads these from the environment:\n\n' +
        needed.map((each) => `- \`${each.name}\`: ${each.help}`).join('\n');
  return `# ${plain(name)}

${plain(description)}

\`${file}\` is the whole program; it needs ${needs} and nothing else.

## Before the first run

${variables}

## Run it

\`\`\`sh
${load}${run} --input input.json
\`\`\`

${begin(trigger, run)}

The answer is one line of JSON: the status, and what each step came to. The program ends with 1 when a step failed.

- \`--run-id ID\`: repeat a run under the same id, and every provider that knows idempotency keys does its part once.
- \`--skip-waits\`: go on at once where the workflow waits.
`;
}

function begin(trigger: GraphNode | undefined, run: string): string {
  switch (trigger?.type) {
    case 'schedule': {
      const { cron, timezone } = trigger.data;
      const plainCron = typeof cron === 'string' ? cron : '';
      const zone = typeof timezone === 'string' && timezone !== '' ? timezone : 'UTC';
      return `It was made to start at \`${plainCron}\` (${plain(zone)}). As a line of a crontab:\n\n\`\`\`\n${plainCron} cd /path/to/it && ${run}\n\`\`\``;
    }
    case 'webhook':
      return '`input.json` holds the request as `{"method": "POST", "headers": {}, "query": {}, "body": {}}`; `-` reads it from standard input.';
    case 'stripe_event':
      return '`input.json` holds the event as Stripe sends it; `-` reads it from standard input. Verify its signature before you pass it on.';
    default:
      return '`input.json` holds anything that the steps read as `trigger`; without `--input` it is empty.';
  }
}
