import type { AnyAST, ConnectionContextOptions, VarsContext } from '@supabase/lite';
import { createPostgresConnection, type PostgresConnection } from '@supabase/lite/postgres';
import postgres from 'postgres';
import { z } from 'zod';
import { writeJsonText } from './api-json';
import { toProblem } from './api-problem';
import { wireTypes } from './api-types';

type RunWithDatabase = Parameters<PostgresConnection['withContext']>[1];

/** Answered by `@supabase/lite` itself, which knows the relation or function that was asked for. */
const codesOfTheSchemaCache = new Set(['42703', '42883', '42P01', 'PGRST']);

const varsSchema = z.object({ auth: z.object({ role: z.string() }) });

/**
 * The connection of `@supabase/lite` 0.10.0 with its differences from a hosted project repaired. Each repair
 * has a test in `api.test.ts`; drop the repair when a newer version passes without it.
 *
 * @param databaseUrl role `postgres`: it may become the three API roles, and does not see `auth.users`
 */
export function createApiConnection(databaseUrl: string): PostgresConnection {
  const connection = createPostgresConnection({
    url: databaseUrl,
    postgresOptions: { max: 20, onnotice: () => undefined, types: wireTypes },
  });
  const withContext = connection.withContext.bind(connection);
  const onPostgrestAST = connection.onPostgrestAST.bind(connection);
  return Object.assign(connection, {
    // Stock, the first request grants everything on every schema with policies to all three roles.
    ensureRlsContext: () => Promise.resolve(true),

    // Stock, most SQLSTATEs become status 500 and code SUP.
    withContext: async (
      vars: VarsContext | undefined,
      run: RunWithDatabase,
      options?: ConnectionContextOptions,
    ): Promise<unknown> => {
      try {
        return await withContext(vars, run, options);
      } catch (error) {
        if (!(error instanceof postgres.PostgresError)) throw error;
        if (codesOfTheSchemaCache.has(error.code)) throw error;
        return toProblem(error, roleOf(vars));
      }
    },

    // Stock, a json argument arrives as a string that holds JSON.
    onPostgrestAST: async (ast: AnyAST): Promise<AnyAST> =>
      writeJsonText(await onPostgrestAST(ast), await connection.introspect({ useCache: true })),
  });
}

function roleOf(vars: VarsContext | undefined): string {
  const parsed = varsSchema.safeParse(vars);
  return parsed.success ? parsed.data.auth.role : 'anon';
}
