import { scopesOfRole, type Role, type Scope } from './schema';

interface Origin {
  via: 'console' | 'api' | 'mcp' | 'script';
  /** Names one request of the outside; what it does at Stripe is done once, however often it is repeated. */
  requestId: string;
}

interface PersonActor extends Origin {
  kind: 'user';
  userId: string;
  email: string;
  role: Role;
}

interface KeyActor extends Origin {
  kind: 'api_key';
  keyId: string;
  name: string;
  scopes: ReadonlySet<string>;
}

/** An npm script: whoever has the environment has all of it. */
interface ScriptActor extends Origin {
  kind: 'script';
}

/** Who runs a command: made from a verified session or key, never from a request. */
export type Actor = PersonActor | KeyActor | ScriptActor;

/** True when the actor may do what a scope stands for. */
export function hasScope(actor: Actor, scope: Scope): boolean {
  switch (actor.kind) {
    case 'user':
      return scopesOfRole(actor.role).has(scope);
    case 'api_key':
      return actor.scopes.has(scope);
    case 'script':
      return true;
  }
}

/** The actor in one word, for keys that must differ between actors. */
export function actorId(actor: Actor): string {
  switch (actor.kind) {
    case 'user':
      return `user:${actor.userId}`;
    case 'api_key':
      return `key:${actor.keyId}`;
    case 'script':
      return 'script';
  }
}
