import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const RESOURCES = createRequire(import.meta.url)
  .resolve('stripe')
  .replace(/[^/\\]+[/\\][^/\\]+$/, 'esm/resources');

/** How the SDK's generated code calls the API: a verb and a path, maybe with ids in it. */
const CALL = /_makeRequest\('([A-Z]+)', (?:'([^']+)'|`([^`]+)`)/g;

interface Template {
  name: string;
  segments: readonly string[];
}

/** Every route that the pinned SDK can call, read from its own JavaScript. */
export class SdkRoutes {
  private readonly templates = new Map<string, Template>();

  constructor() {
    for (const file of readdirSync(RESOURCES, { recursive: true, encoding: 'utf8' })) {
      if (!file.endsWith('.js')) continue;
      const text = readFileSync(path.join(RESOURCES, file), 'utf8');
      for (const [, method = '', plain, withIds = ''] of text.matchAll(CALL)) {
        const route = plain ?? withIds.replaceAll(/\$\{[^}]*\}/g, '{id}');
        const name = `${method} ${route}`;
        this.templates.set(name, { name, segments: name.split(/[ /]/) });
      }
    }
  }

  /** The route of a request, `GET /v1/customers/{id}`, or null when the SDK has none. */
  find(method: string, pathname: string): string | null {
    const segments = `${method} ${pathname}`.split(/[ /]/);
    const fitting = [...this.templates.values()].filter((each) => fits(each.segments, segments));
    // `/v1/invoices/upcoming` is its own route before it is the id of an invoice.
    fitting.sort((one, other) => idsIn(one) - idsIn(other));
    return fitting[0]?.name ?? null;
  }
}

function fits(template: readonly string[], segments: readonly string[]): boolean {
  return (
    template.length === segments.length &&
    template.every((each, at) => each === '{id}' || each === segments[at])
  );
}

function idsIn({ segments }: Template): number {
  return segments.filter((each) => each === '{id}').length;
}
