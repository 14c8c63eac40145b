import type { Account } from './account';
import type { JsonObject } from './records';

/** A handler for one API route, keyed as in the contract. */
export interface Route {
  key: string;
  run: (account: Account, params: JsonObject, ids: string[]) => JsonObject;
}

/**
 * Binds a handler to a route.
 *
 * @param key method and path with the SDK's parameter names, `POST /v1/prices/{id}`
 * @param run answers the rendered object; `expand` is applied afterwards. `Params` is the SDK's
 *   parameter type of the same route: the contract has checked the request against this very type.
 */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- named at each route, where it types the handler
export function route<Params extends object>(
  key: string,
  run: (account: Account, params: Params, id: string, secondId: string) => JsonObject,
): Route {
  return {
    key,
    run: (account, params, [id = '', secondId = '']) =>
      run(account, params as Params, id, secondId),
  };
}
