import { styleText } from 'node:util';
import { demoTable } from '../dynamodb/server';
import { demoPeople } from '../oauth/people';
import type { Ports } from '../kit/ports';
import { localServices } from './settings';
import type { Stack } from './start';

/** Two columns, and what there is to note. */
type Row = [string, string, string?];

const cards: Row[] = [
  ['4242 4242 4242 4242', 'pays'],
  ['4000 0000 0000 0002', 'is declined'],
  ['4000 0025 0000 3155', 'asks for authentication'],
  ['4000 0000 0000 0341', 'can be saved in the portal, then every charge fails'],
];

/** Everything a person needs to look around, as one block for the terminal. */
export function table(stack: Stack, ports: Ports, seconds: number): string {
  const { NEXTAUTH_URL: appUrl = `http://localhost:${ports.app}`, STRIPE_API_URL } = stack.settings;
  const places: Row[] = [
    ['App', appUrl],
    stack.stripeUrl
      ? ['Stripe', stack.stripeUrl, 'payments, events, deliveries, the clock']
      : ['Stripe', STRIPE_API_URL ?? 'https://api.stripe.com', 'the real one, test mode'],
    ...workflowPlaces(stack, ports),
    ...(stack.databaseUrl ? [['Database', stack.databaseUrl] satisfies Row] : []),
  ];
  const people = demoPeople.map(({ name, email, emailVerified }): Row =>
    emailVerified ? [name, email] : [name, email, 'e-mail not verified'],
  );
  return [
    '',
    `  ${styleText('bold', 'Cue is running')}  ${dim(`ready in ${seconds.toFixed(1)} s`)}`,
    '',
    ...rows(places),
    '',
    `  ${dim('Sign in as, or type anybody else')}`,
    ...rows(people),
    '',
    `  ${dim('Cards, with any date to come and any three digits')}`,
    ...rows(cards),
    '',
    `  ${dim('Ctrl-C stops everything. The data stays; npm run reset wipes it.')}`,
    '',
  ].join('\n');
}

/** What workflows act on, as far as it is here. */
function workflowPlaces({ settings }: Stack, ports: Ports): Row[] {
  const local = localServices(settings, ports);
  const at = (port: number) => `http://127.0.0.1:${port}`;
  return [
    ...(local.sendgrid ? [['Mail', at(ports.sendgrid), 'what workflows send'] satisfies Row] : []),
    ...(local.webhooks ? [['Webhooks', at(ports.webhooks), 'what they tell'] satisfies Row] : []),
    ...(local.dynamodb
      ? [
          [
            'DynamoDB',
            at(ports.dynamodb),
            `any keys, us-east-1, table "${demoTable}"`,
          ] satisfies Row,
        ]
      : []),
    ...(local.openai
      ? [['OpenAI', at(ports.openai), 'what the step "Ask AI" asks'] satisfies Row]
      : []),
  ];
}

function rows(cells: Row[]): string[] {
  const width = Math.max(...cells.map(([first]) => first.length)) + 2;
  return cells.map(([first, second, note]) =>
    `  ${first.padEnd(width)}${second}${note ? `  ${dim(note)}` : ''}`.trimEnd(),
  );
}

function dim(text: string): string {
  return styleText('dim', text);
}
