import type { CredentialKind } from '../credential-kind';
import type { Graph } from '../graph/schema';
import { findNode } from '../nodes/registry';
import type { NamedValue, Syntax } from './syntax';

/** A variable of the environment that a program reads. */
export interface EnvironmentVariable {
  name: string;
  help: string;
  /** Where it is optional: what holds without it. */
  fallback?: string;
}

interface Account {
  /** What must be set, with the name under which the helper takes it. */
  variables: readonly { argument: string; name: string; help: string }[];
  /** What may be set, once for all accounts of a kind. */
  options: readonly EnvironmentVariable[];
  /** Its variables become one argument of this name. */
  argument?: string;
}

const accounts: Record<CredentialKind | 'ai', Account> = {
  stripe: {
    variables: [
      { argument: 'secretKey', name: 'STRIPE_SECRET_KEY', help: 'Secret or restricted key' },
    ],
    options: [
      {
        name: 'STRIPE_API_URL',
        help: 'Where the API is',
        fallback: 'https://api.stripe.com',
      },
    ],
  },
  sendgrid: {
    variables: [
      { argument: 'apiKey', name: 'SENDGRID_API_KEY', help: 'Key with the right to send mail' },
      { argument: 'sender', name: 'SENDGRID_FROM', help: 'Verified sender' },
    ],
    options: [
      { name: 'SENDGRID_API_URL', help: 'Where the API is', fallback: 'https://api.sendgrid.com' },
    ],
  },
  aws_dynamodb: {
    argument: 'account',
    variables: [
      { argument: '', name: 'AWS_ACCESS_KEY_ID', help: 'Access key' },
      { argument: '', name: 'AWS_SECRET_ACCESS_KEY', help: 'Its secret' },
      { argument: '', name: 'AWS_REGION', help: 'Region of the tables, for example eu-central-1' },
    ],
    options: [
      {
        name: 'AWS_ENDPOINT_URL_DYNAMODB',
        help: 'Where the API is',
        fallback: "the region's address",
      },
    ],
  },
  webhook: {
    variables: [
      { argument: 'url', name: 'WEBHOOK_URL', help: 'Address that takes the messages' },
      { argument: 'secret', name: 'WEBHOOK_SECRET', help: 'Secret that signs them' },
    ],
    options: [],
  },
  ai: {
    variables: [
      { argument: 'baseUrl', name: 'AI_BASE_URL', help: 'API compatible with OpenAI, with /v1' },
      { argument: 'model', name: 'AI_MODEL', help: 'Name of the model' },
    ],
    options: [{ name: 'AI_API_KEY', help: 'Key of the API', fallback: 'none is sent' }],
  },
};

export interface Accounts {
  /** What each node's helper is called with. */
  values: Map<string, NamedValue[]>;
  environment: EnvironmentVariable[];
}

/** Which accounts a graph acts through; a second one of a kind has variables of its own. */
export function readAccounts(graph: Graph, syntax: Syntax): Accounts {
  const values = new Map<string, NamedValue[]>();
  const environment = new Map<string, EnvironmentVariable>();
  const seen = new Map<string, string[]>();
  for (const { id, type, data } of graph.nodes) {
    const kind = type === 'ai_prompt' ? 'ai' : findNode(type)?.credential;
    if (kind === undefined) continue;
    const ids = seen.get(kind) ?? [];
    const account = typeof data.credentialId === 'string' ? data.credentialId : '';
    if (!ids.includes(account)) ids.push(account);
    seen.set(kind, ids);
    const place = ids.indexOf(account);
    const suffix = place === 0 ? '' : `_${place + 1}`;
    const { variables, options, argument } = accounts[kind];
    const read = variables.map((variable) => {
      const name = `${variable.name}${suffix}`;
      environment.set(name, { name, help: variable.help });
      const value = syntax.call('env', [syntax.literal(name)]);
      return { name: variable.argument, value };
    });
    for (const option of options) environment.set(option.name, option);
    const whole = syntax.list(read.map(({ value }) => value));
    values.set(id, argument === undefined ? read : [{ name: argument, value: whole }]);
  }
  return { values, environment: [...environment.values()] };
}
