import 'server-only';
import type { z } from 'zod';
import {
  adminEnvSchema,
  aiEnvSchema,
  appEnvSchema,
  authEnvSchema,
  connectorsEnvSchema,
  credentialsEnvSchema,
  cronEnvSchema,
  databaseEnvSchema,
  productEnvSchema,
  proxyEnvSchema,
  runnerEnvSchema,
  stripeEnvSchema,
  stripeKeyEnvSchema,
  supabaseEnvSchema,
} from './schema';

/** One variable that is missing or malformed, in words; never carries the value itself. */
export interface EnvProblem {
  name: string;
  missing: boolean;
  message: string;
}

/** Thrown when a capability is used while its variables are missing or malformed. */
export class EnvError extends Error {
  readonly problems: EnvProblem[];

  constructor(problems: EnvProblem[]) {
    const lines = problems.map((problem) => `  ${problem.name} ${problem.message}`);
    super(
      `The environment is not complete:\n${lines.join('\n')}\nRun \`npm run doctor\` for help.`,
    );
    this.name = 'EnvError';
    this.problems = problems;
  }
}

type Source = Readonly<Record<string, string | undefined>>;

/** An empty variable counts as absent: that is how an unset line in a .env file arrives. */
function withoutEmpty(source: Source): Source {
  return Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
}

/** Lists what is wrong with the variables of a schema; an empty list means all is well. */
export function findEnvProblems(schema: z.ZodType, source: Source = process.env): EnvProblem[] {
  const present = withoutEmpty(source);
  const result = schema.safeParse(present);
  if (result.success) return [];
  return result.error.issues.map((issue) => {
    const name = String(issue.path[0] ?? '');
    const missing = present[name] === undefined;
    return { name, missing, message: missing ? 'is missing' : `is malformed: ${issue.message}` };
  });
}

function read<Schema extends z.ZodType>(schema: Schema): () => z.infer<Schema> {
  let cached: z.infer<Schema> | undefined;
  // Read at first use, not at import: `next build` imports every route without an environment.
  return () => {
    if (cached !== undefined) return cached;
    const problems = findEnvProblems(schema);
    if (problems.length > 0) throw new EnvError(problems);
    return (cached = schema.parse(withoutEmpty(process.env)));
  };
}

/** Each throws `EnvError` when one of its variables is missing or malformed. */
export const appEnv = read(appEnvSchema);
export const authEnv = read(authEnvSchema);
export const supabaseEnv = read(supabaseEnvSchema);
export const stripeKeyEnv = read(stripeKeyEnvSchema);
export const stripeEnv = read(stripeEnvSchema);
export const adminEnv = read(adminEnvSchema);
export const cronEnv = read(cronEnvSchema);
export const credentialsEnv = read(credentialsEnvSchema);
export const connectorsEnv = read(connectorsEnvSchema);
export const proxyEnv = read(proxyEnvSchema);
export const runnerEnv = read(runnerEnvSchema);
export const aiEnv = read(aiEnvSchema);
export const databaseEnv = read(databaseEnvSchema);

/** The signing secrets that a delivery may be signed with. */
export function webhookSecrets(): string[] {
  const { STRIPE_WEBHOOK_SECRET, STRIPE_WEBHOOK_SECRET_PREVIOUS: previous } = stripeEnv();
  return [STRIPE_WEBHOOK_SECRET, ...(previous === undefined ? [] : [previous])];
}

/** Throws `EnvError` naming every variable that the app needs and cannot use. */
export function requireProductEnv(): void {
  const problems = findEnvProblems(productEnvSchema);
  if (problems.length > 0) throw new EnvError(problems);
}
