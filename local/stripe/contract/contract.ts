import type { Digest, Field, Fields, RouteSpec, Shape } from './shape';

/** Optional fields that Stripe sends only when `expand` asks for them. */
const ON_REQUEST = new Set(['cash_balance', 'confirmation_secret', 'refunds']);

interface Branch {
  literals: Map<string, Branch>;
  parameter: { name: string; branch: Branch } | null;
  route: RouteSpec | null;
}

/** Questions about the pinned API, answered from its digest. */
export class Contract {
  private readonly roots = new Map<string, Branch>();
  private readonly eventTypes: ReadonlySet<string>;
  private readonly skeletons = new Map<string, Readonly<Record<string, unknown>>>();

  constructor(private readonly digest: Digest) {
    this.eventTypes = new Set(digest.eventTypes);
    for (const route of digest.routes) this.add(route);
  }

  get apiVersion(): string {
    return this.digest.apiVersion;
  }

  /** Whether the pinned API has a route with this key. */
  hasRoute(key: string): boolean {
    return this.digest.routes.some((route) => route.key === key);
  }

  /** Which route a request means; a fixed segment wins over a parameter (`/search` over `/{id}`). */
  match(method: string, path: string): { route: RouteSpec; ids: string[] } | null {
    const root = this.roots.get(method);
    return root ? walk(root, path.split('/').slice(1), []) : null;
  }

  /** Fields of a parameter type or of any named type. */
  fields(typeName: string): Fields {
    return this.digest.types[typeName] ?? {};
  }

  /** Fields of a resource by the value of its `object`. */
  objectFields(object: string): Fields {
    const name = this.digest.objects[object];
    return name ? this.fields(name) : {};
  }

  isEventType(type: string): boolean {
    return this.eventTypes.has(type);
  }

  /**
   * A new object as Stripe shows it before anything is known: nullable fields null, lists and
   * metadata empty, booleans (`livemode`) false, constants (`object`) set. Fields that need a value
   * are left for the caller.
   */
  skeleton(object: string): Record<string, unknown> {
    const known = this.skeletons.get(object) ?? this.buildSkeleton(object);
    this.skeletons.set(object, known);
    return { ...known };
  }

  private buildSkeleton(object: string): Record<string, unknown> {
    const result: Record<string, unknown> = {};
    for (const [name, field] of Object.entries(this.objectFields(object))) {
      const empty = ON_REQUEST.has(name) ? undefined : emptyValue(field);
      // Shared by every object of the type: whoever changed it in place would change them all.
      if (empty !== undefined) result[name] = Object.freeze(empty);
    }
    return result;
  }

  /** Whether the field holds an id (or ids) that `expand` may replace by the object. */
  isExpandable(field: Field | undefined): boolean {
    if (!field) return false;
    const parts = field.shape.kind === 'union' ? field.shape.of : [field.shape];
    const elements = parts.flatMap((part) =>
      part.kind === 'array' ? (part.of.kind === 'union' ? part.of.of : [part.of]) : [part],
    );
    return (
      elements.some(({ kind }) => kind === 'string') && elements.some(({ kind }) => kind === 'ref')
    );
  }

  private add(route: RouteSpec): void {
    let branch = this.roots.get(route.method) ?? emptyBranch();
    this.roots.set(route.method, branch);
    for (const segment of route.path.split('/').slice(1)) {
      if (segment.startsWith('{')) {
        branch.parameter ??= { name: segment.slice(1, -1), branch: emptyBranch() };
        branch = branch.parameter.branch;
      } else {
        const next = branch.literals.get(segment) ?? emptyBranch();
        branch.literals.set(segment, next);
        branch = next;
      }
    }
    branch.route = route;
  }
}

function emptyBranch(): Branch {
  return { literals: new Map(), parameter: null, route: null };
}

function walk(
  branch: Branch,
  segments: string[],
  ids: string[],
): { route: RouteSpec; ids: string[] } | null {
  const [head, ...rest] = segments;
  if (head === undefined) return branch.route ? { route: branch.route, ids } : null;
  const literal = branch.literals.get(head);
  const found = literal && walk(literal, rest, ids);
  if (found) return found;
  if (!branch.parameter || head === '') return null;
  return walk(branch.parameter.branch, rest, [...ids, decodeURIComponent(head)]);
}

function emptyValue({ shape, nullable, optional }: Field): unknown {
  if (nullable) return null;
  return optional ? undefined : emptyOfShape(shape);
}

function emptyOfShape(shape: Shape): unknown {
  switch (shape.kind) {
    case 'array':
      return [];
    case 'map':
      return {};
    case 'boolean':
      return false;
    case 'enum':
      // A single possible value is a constant such as `object: 'price'`.
      return shape.values.length === 1 ? shape.values[0] : undefined;
    default:
      return undefined;
  }
}
