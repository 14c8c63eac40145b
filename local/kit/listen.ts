import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer, type HttpBindings } from '@hono/node-server';

/** A running HTTP server of the local stack. */
export interface Listener {
  /** Base URL without a trailing slash, for example `http://127.0.0.1:54330`. */
  url: string;
  port: number;
  /** Ends open connections too, so it resolves at once. Calling it twice does no harm. */
  close: () => Promise<void>;
}

interface ListenOptions {
  /** 0 asks the system for a free port (tests). */
  port: number;
  /** What a person calls this server, for example `local Stripe`; stands in the error messages. */
  name: string;
}

/**
 * A fetch handler such as `app.fetch` of Hono. The bindings carry Node's own request and response,
 * for handlers that wrap a Node server such as `oidc-provider`.
 */
export type FetchHandler = (
  request: Request,
  bindings: HttpBindings,
) => Response | Promise<Response>;

/**
 * Serves a fetch handler on 127.0.0.1.
 *
 * @throws Error `Port 54330 (local Stripe) is in use ...` when something else listens there
 */
export async function listen(handler: FetchHandler, options: ListenOptions): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: (request, bindings) => handler(request, bindings as HttpBindings), // never HTTP/2 here
    // The stack shares its process with clients which must keep Node's own Request and Response.
    overrideGlobalObjects: false,
  }) as Server; // Without `createServer` in the options the adapter always makes a node:http server.

  const { port } = await new Promise<AddressInfo>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(listenError(error, options));
    });
    server.listen(options.port, '127.0.0.1', () => {
      resolve(server.address() as AddressInfo); // TCP servers always answer an AddressInfo.
    });
  });

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

/** Says in one line what is wrong with a port and what to do about it. */
export function listenError(
  error: NodeJS.ErrnoException,
  { port, name }: { port: number; name: string },
): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(
      `Port ${port} (${name}) is in use by another program. Stop it, or set CUE_PORT_OFFSET=100 to move every port.`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new Error(`No permission to listen on port ${port} (${name}).`, { cause: error });
  }
  return new Error(`${name} could not listen on port ${port}: ${error.message}`, { cause: error });
}
