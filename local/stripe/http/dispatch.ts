import { readParams } from '../contract/params';
import type { Account, Cause } from '../kernel/account';
import { idsOf, timeFor } from '../kernel/clocks';
import { notBuilt, unknownUrl } from '../kernel/errors';
import { expand } from '../kernel/expand';
import type { JsonObject } from '../kernel/records';
import type { Route } from '../kernel/route';
import { watchReads } from './unread';

/** Finds the handler of a request, checks its parameters and runs it as one operation. */
export class Dispatcher {
  private readonly routes: ReadonlyMap<string, Route>;

  constructor(
    private readonly account: Account,
    routes: readonly Route[],
  ) {
    this.routes = new Map(routes.map((route) => [route.key, route]));
  }

  /**
   * @param raw parameters as parsed from a form: strings, arrays and objects of strings
   * @param account whose objects the request is about; the platform's when left out
   * @returns a function that runs the request; what can be refused beforehand throws here
   * @throws StripeApiError 404 for an unknown URL, 501 for a route not built, 400 for parameters
   */
  prepare(
    method: string,
    path: string,
    raw: Record<string, unknown>,
    account: Account = this.account,
  ): (cause: Cause) => JsonObject {
    const { contract } = account;
    const match = contract.match(method, path);
    if (!match) throw unknownUrl(method, path);
    const route = this.routes.get(match.route.key);
    if (!route) throw notBuilt(match.route.key);
    const params = readParams(contract, match.route.params, raw);
    return (cause) => {
      const run = () => {
        const { watched, unread } = watchReads(params);
        const result = route.run(account, watched, match.ids);
        const [ignored] = unread();
        if (ignored !== undefined) throw notBuilt(`the parameter ${ignored} of ${route.key}`);
        expand(account, result, expandPaths(params));
        return result;
      };
      // Whoever lives on a test clock is dealt with in its time.
      const now = timeFor(account, idsOf(match.ids, params));
      return account.at(now, () => account.atomic(run, cause));
    };
  }
}

function expandPaths({ expand: paths }: JsonObject): string[] {
  return Array.isArray(paths) ? paths.map(String) : [];
}
