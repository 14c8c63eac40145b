import { z } from 'zod';

/** admin: everything. support: reads the business, changes nothing. */
export const roleSchema = z.enum(['admin', 'support']);
export type Role = z.infer<typeof roleSchema>;

/** What a command asks of whoever runs it. */
export const scopeSchema = z.enum([
  'catalog:read',
  'catalog:write',
  'customers:read',
  'customers:write',
  'billing:read',
  'billing:write',
  'sync:read',
  'sync:write',
  'audit:read',
  'members:manage',
  'keys:manage',
]);
export type Scope = z.infer<typeof scopeSchema>;

/** What a key may be given: who operates the product, and with which keys, people decide. */
export const keyScopeSchema = scopeSchema.exclude(['members:manage', 'keys:manage']);
export type KeyScope = z.infer<typeof keyScopeSchema>;

export const scopeLabels: Record<Scope, string> = {
  'catalog:read': 'See products, prices, coupons and promotion codes',
  'catalog:write': 'Change products, prices, coupons and promotion codes',
  'customers:read': 'See customers and what happened to them',
  'customers:write': 'Change customers',
  'billing:read': 'See subscriptions',
  'billing:write': 'Change subscriptions, refund, open checkouts and portals',
  'sync:read': 'See how the sync with Stripe is doing',
  'sync:write': 'Replay events, sync customers, reconcile',
  'audit:read': 'See what operators did',
  'members:manage': 'Decide who operates the product',
  'keys:manage': 'Make and end admin keys',
};

const roleScopes: Record<Role, ReadonlySet<Scope>> = {
  admin: new Set(scopeSchema.options),
  support: new Set(scopeSchema.options.filter((scope) => scope.endsWith(':read'))),
};

/** What somebody with this role may do. */
export function scopesOfRole(role: Role): ReadonlySet<Scope> {
  return roleScopes[role];
}

const instant = z.iso.datetime({ offset: true });

export const memberSchema = z.object({
  user_id: z.uuid(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  role: roleSchema,
  granted_by: z.string().nullable(),
  created_at: instant,
});
export type Member = z.infer<typeof memberSchema>;

/** A key as it may be shown; the key itself is seen once, when it is made. */
export const apiKeySchema = z.object({
  id: z.uuid(),
  name: z.string(),
  prefix: z.string(),
  // Not the enum: a scope of an earlier release must not make the list unreadable.
  scopes: z.array(z.string()),
  created_by: z.string().nullable(),
  created_at: instant,
  last_used_at: instant.nullable(),
  expires_at: instant.nullable(),
  revoked_at: instant.nullable(),
});
export type ApiKey = z.infer<typeof apiKeySchema>;

export const auditEntrySchema = z.object({
  id: z.int(),
  at: instant,
  run_id: z.uuid(),
  actor_kind: z.enum(['user', 'api_key', 'script']),
  /** The person's address or the key's name; null when it is gone, and for scripts. */
  actor: z.string().nullable(),
  user_id: z.uuid().nullable(),
  key_id: z.uuid().nullable(),
  via: z.enum(['console', 'api', 'mcp', 'script']),
  command: z.string(),
  is_change: z.boolean(),
  object_type: z.string().nullable(),
  object_id: z.string().nullable(),
  input: z.record(z.string(), z.unknown()),
  /** `started` only of a run that never came to its end. */
  outcome: z.enum(['started', 'succeeded', 'refused', 'failed']),
  error_code: z.string().nullable(),
  stripe_request_id: z.string().nullable(),
  request_id: z.string().nullable(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;
