import type Stripe from 'stripe';
import { z } from 'zod';
import type { MirroredObject, MirroredType } from '@/lib/stripe/rows/rows';
import type { Actor } from './actor';
import type { AdminDeps } from './deps';
import type { Scope } from './schema';

/** Where a command is found over HTTP; `path` below `/api/admin`, with parameters in braces. */
interface AdminHttp {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  /** Of success; 200 unless said otherwise. */
  status?: 200 | 201;
}

/** What a command is given besides its input. */
export interface Run<Target> {
  actor: Actor;
  /** What `load` found; checked to exist, and to be of this Stripe account's mode. */
  target: Target;
  /**
   * Sends a change to Stripe: under an idempotency key of this run and `step`, with its request id
   * noted for the audit.
   */
  send: <T>(
    step: string,
    request: (options: Stripe.RequestOptions) => Promise<Stripe.Response<T>>,
  ) => Promise<Stripe.Response<T>>;
  /** `send`, and its answer brought into the mirror: what most changes are. */
  change: <T extends MirroredObject>(
    step: string,
    request: (options: Stripe.RequestOptions) => Promise<Stripe.Response<T>>,
  ) => Promise<Stripe.Response<T>>;
  /** Brings what Stripe answered into the mirror. */
  mirror: (object: Stripe.Response<MirroredObject>) => Promise<void>;
  /**
   * Asks Stripe for an object anew, and brings that it is gone into the mirror as well.
   *
   * @param known as it was before; a discount can only be asked for with it
   */
  refresh: (type: MirroredType, id: string, known?: MirroredObject) => Promise<void>;
  /** The idempotency key under which `send` makes a step, to recognize later what it made. */
  keyOf: (step: string) => string;
}

type Fields = z.ZodRawShape;

interface AdminDeclaration<Name extends string, Shape extends Fields, Output extends z.ZodType, T> {
  /** Object and verb: `products.update`. */
  name: Name;
  title: string;
  description: string;
  scope: Scope;
  /** What the audit calls the object, such as `product`. */
  object: string;
  /** The field of the input that names the object; `id`, of the output where there is none, unless said otherwise. */
  idField?: string;
  /** Changes nothing. */
  isRead?: boolean;
  /** Cannot be undone: wants `confirm`, the object's id, name, code or address in words. */
  destructive?: boolean;
  http: AdminHttp;
  input: Shape;
  output: Output;
  /**
   * Finds the object that is to be changed, at Stripe itself where it is Stripe's.
   *
   * @throws AppError `not_found`
   */
  load?: (deps: AdminDeps, input: z.output<z.ZodObject<Shape>>) => Promise<T>;
  run: (
    deps: AdminDeps,
    input: z.output<z.ZodObject<Shape>>,
    run: Run<T>,
  ) => Promise<z.input<Output>>;
}

/** A command as the registry holds it. */
export interface AdminCommand<
  Name extends string = string,
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodType = z.ZodType,
> {
  name: Name;
  title: string;
  description: string;
  scope: Scope;
  object: string;
  idField: string;
  isRead: boolean;
  destructive: boolean;
  http: AdminHttp;
  input: Input;
  output: Output;
  load: ((deps: AdminDeps, input: unknown) => Promise<unknown>) | null;
  run: (deps: AdminDeps, input: unknown, run: Run<unknown>) => Promise<unknown>;
}

const confirm = z.string().min(1).max(500).optional().meta({
  description: 'The id or name of the object, to confirm what cannot be undone',
});

/**
 * Declares a command once: the console, `/api/admin/*` and the MCP server offer it from here, and
 * `runAdminCommand` is the only one who runs it.
 */
export function defineAdminCommand<
  const Name extends string,
  const Shape extends Fields,
  Output extends z.ZodType,
  Target = null,
>(
  declaration: AdminDeclaration<Name, Shape, Output, Target>,
): AdminCommand<Name, z.ZodObject<Shape>, Output> {
  const { input, load, run, ...rest } = declaration;
  const { idField = 'id', isRead = false, destructive = false } = declaration;
  const schema = z.strictObject(destructive ? { ...input, confirm } : input);
  return {
    ...rest,
    idField,
    isRead,
    destructive,
    // `confirm` is the runner's business, so the command's own type does not know it.
    input: schema,
    // The registry forgets the types that belong together here; `runAdminCommand` parses the input
    // with this very schema and hands over what this very `load` found.
    load: (load ?? null) as AdminCommand['load'],
    run: run as AdminCommand['run'],
  };
}
