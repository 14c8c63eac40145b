import { randomUUID } from 'node:crypto';
import type { AppFixture, Person } from '@/lib/api/app-fixture';
import { createKey } from './commands';
import { createAdminDeps } from './deps';
import type { Actor } from './actor';
import type { KeyScope, Role } from './schema';

type Origin = Partial<Pick<Actor, 'via' | 'requestId'>>;

/** Operators for a test, made in the database past the rules that make them otherwise. */
export interface AdminFixture {
  /** Makes a person with a role. */
  addMember: (role: Role) => Promise<Person>;
  /** The person as the one who runs a command. */
  actorOf: (person: Person, role: Role, origin?: Origin) => Actor;
  /** An admin, ready to run commands. */
  admin: (origin?: Origin) => Promise<Actor>;
  /** A key that is good for these scopes; made by an admin of its own. */
  addKey: (scopes: KeyScope[]) => Promise<{ id: string; key: string; maker: Person }>;
  /** A key as the one who runs a command. */
  keyActor: (id: string, scopes: KeyScope[]) => Actor;
  /** Rows of the audit about an object or a command, oldest first. */
  audit: (where: Record<string, string>) => Promise<Record<string, unknown>[]>;
  /** All of the audit as one text, to look for what must not be there. */
  auditText: () => Promise<string>;
}

export function createAdminFixture(app: AppFixture): AdminFixture {
  const addMember = async (role: Role) => {
    const person = await app.addPerson();
    const sql = 'insert into admin.members (user_id, role) values ($1, $2)';
    await app.database.query(sql, [person.id, role]);
    return person;
  };
  const actorOf = ({ id, email }: Person, role: Role, origin: Origin = {}): Actor => ({
    kind: 'user',
    userId: id,
    email,
    role,
    via: 'console',
    requestId: randomUUID(),
    ...origin,
  });
  return {
    addMember,
    actorOf,
    admin: async (origin) => actorOf(await addMember('admin'), 'admin', origin),
    addKey: async (scopes) => {
      const maker = await addMember('admin');
      const request = { name: 'A test', scopes, expiresAt: null };
      const { key, apiKey } = await createKey(createAdminDeps().db, request, maker.id);
      return { id: apiKey.id, key, maker };
    },
    keyActor: (id, scopes) => ({
      kind: 'api_key',
      keyId: id,
      name: 'A test',
      scopes: new Set(scopes),
      via: 'api',
      requestId: randomUUID(),
    }),
    audit: (where) => {
      const names = Object.keys(where);
      const conditions = names.map((name, index) => `${name}::text = $${index + 1}`).join(' and ');
      const sql = `select * from admin.audit where ${conditions} order by id`;
      return app.database.query(sql, Object.values(where));
    },
    auditText: async () => JSON.stringify(await app.database.query('select * from admin.audit')),
  };
}
