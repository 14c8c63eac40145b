import { setTimeout as delay } from 'node:timers/promises';
import { App, type HonoContext } from '@supabase/lite';
import type { MiddlewareHandler } from 'hono';
import { listen } from '../kit/listen';
import { createApiConnection } from './api-connection';
import { quoteFilterValues } from './api-filters';
import { problem } from './api-problem';
import { createTokenGate, type PublicJwk } from './api-token';

export interface SupabaseApiOptions {
  /** A migrated database; its tables are read once, at the first request. */
  databaseUrl: string;
  port: number;
  publishableKey: string;
  secretKey: string;
  publicJwk: PublicJwk;
}

export interface SupabaseApi {
  url: string;
  close: () => Promise<void>;
}

const CLOSE_MS = 5000;

/** The same list stands in supabase/config.toml and in the settings of a hosted project. */
const exposedSchemas = ['public', 'next_auth', 'billing'];

/**
 * Stock, every request with a user's token looks for the user in `auth.users`, which Cue leaves empty, and
 * fails when sign-in is not served. A request that seems to have a session skips it; the data API then
 * replaces both values by what the token says.
 */
const skipSessionLookup: MiddlewareHandler<HonoContext> = async (context, next) => {
  if (context.req.header('authorization')?.startsWith('Bearer eyJ')) {
    context.set('userId', 'from-token');
    context.set('sessionId', 'from-token');
  }
  await next();
};

/**
 * Serves a database as Supabase's data API does (`/rest/v1`), for the unchanged supabase-js client.
 * Sign-in, storage and realtime are not there: Cue does not use them.
 *
 * @throws Error when the port is busy
 */
export async function startSupabaseApi(options: SupabaseApiOptions): Promise<SupabaseApi> {
  const gate = await createTokenGate(options);
  const connection = createApiConnection(options.databaseUrl);
  const app = new App({
    connection,
    api: { enabled: true, schemas: exposedSchemas, max_rows: 1000 },
    auth: {
      // Not served (see below), but its settings hold the keys that the data API checks.
      enabled: false,
      jwt_secret: gate.internalSecret,
      publishable_key: options.publishableKey,
      secret_key: options.secretKey,
    },
    storage: { enabled: false },
    studio: { enabled: false },
    // In admin mode a request without any key is the service role.
    options: {
      server: {
        admin: false,
        disableStudio: true,
        disableFallback: true,
        middlewares: [skipSessionLookup],
      },
    },
  });
  const handle = async (request: Request): Promise<Response> => {
    // Everything else it serves tells its configuration to anybody.
    if (!new URL(request.url).pathname.startsWith('/rest/v1/')) {
      return problem(404, { code: 'PGRST125', message: 'Invalid path specified in request URL' });
    }
    const admitted = await gate.admit(request);
    if (admitted instanceof Response) return admitted;
    const url = new URL(admitted.url);
    quoteFilterValues(url);
    return app.fetch(url.href === admitted.url ? admitted : new Request(url, admitted));
  };
  const server = await listen(handle, { port: options.port, name: 'Supabase API' });
  return {
    url: server.url,
    close: async () => {
      await server.close();
      // Nobody asks any more. After tens of thousands of requests some idle connections have never said
      // that they ended (postgres 3.4.9), and the library would wait for them for ever.
      await Promise.race([connection.close(), delay(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}
