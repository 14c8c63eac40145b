import { randomBytes } from 'node:crypto';
import { errors, importJWK, jwtVerify, SignJWT, type JWK, type JWTPayload } from 'jose';
import { problem } from './api-problem';

/** The public half of the key that signs user tokens, with its `kid`. */
export type PublicJwk = JWK & { kid: string };

export interface TokenGate {
  /** Secret that the server behind the gate verifies with; nobody else ever learns it. */
  internalSecret: string;
  /**
   * Answers the request to pass on: a user's ES256 token is verified and replaced by one the server behind
   * understands. Answers a 401 or 403 for a token that hosted Supabase refuses.
   */
  admit: (request: Request) => Promise<Request | Response>;
}

interface GateOptions {
  publishableKey: string;
  secretKey: string;
  publicJwk: PublicJwk;
}

/** PostgREST allows clocks to differ by this much. */
const clockToleranceSeconds = 30;

/** The roles a token may ask for: those that `authenticator` may become. */
const roles = new Set(['anon', 'authenticated', 'service_role']);

/**
 * Makes the gate that stands where a hosted project verifies tokens. `@supabase/lite` itself verifies HS256
 * only, and takes a malformed token for no token at all.
 */
export async function createTokenGate(options: GateOptions): Promise<TokenGate> {
  const { kty, crv, x, y, kid } = options.publicJwk;
  // Only these members: a JWK made for signing carries `key_ops` that forbid verifying.
  const publicKey = await importJWK({ kty, crv, x, y } as JWK, 'ES256');
  const internalSecret = randomBytes(32).toString('hex');
  const internalKey = new TextEncoder().encode(internalSecret);
  const keys = new Set([options.publishableKey, options.secretKey]);

  const admit = async (request: Request): Promise<Request | Response> => {
    const header = request.headers.get('authorization');
    if (header === null || isApiKeyAsBearer(header, keys)) return request;
    const token = /^Bearer +(\S+)$/i.exec(header)?.[1];
    if (token === undefined) return unauthorized('PGRST301', 'Empty or malformed bearer token');
    try {
      const { payload, protectedHeader } = await jwtVerify(token, publicKey, {
        algorithms: ['ES256'],
        audience: 'authenticated',
        clockTolerance: clockToleranceSeconds,
      });
      if (protectedHeader.kid !== kid) return unauthorized('PGRST301', 'No suitable key was found');
      const { role } = payload;
      if (typeof role !== 'string' || !roles.has(role)) {
        return problem(403, {
          code: '42501',
          message: `permission denied to set role "${String(role)}"`,
        });
      }
      return await withToken(request, await resign(payload, internalKey));
    } catch (error) {
      return toUnauthorized(error);
    }
  };
  return { internalSecret, admit };
}

/** supabase-js without a session sends the API key as the bearer too; the gateway then looks at the key. */
function isApiKeyAsBearer(header: string, keys: Set<string>): boolean {
  return header.startsWith('Bearer ') && keys.has(header.slice('Bearer '.length));
}

function resign(payload: JWTPayload, key: Uint8Array): Promise<string> {
  return new SignJWT(payload).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(key);
}

/** Made anew from its parts: the server's own Request is a light stand-in that cannot be copied. */
async function withToken(request: Request, token: string): Promise<Request> {
  const headers = new Headers(request.headers);
  headers.set('authorization', `Bearer ${token}`);
  const bare = request.method === 'GET' || request.method === 'HEAD';
  const body = bare ? null : await request.arrayBuffer();
  return new Request(request.url, { method: request.method, headers, body });
}

/** Codes as PostgREST 13 and later: PGRST303 for claims, PGRST301 for everything before them. */
function toUnauthorized(error: unknown): Response {
  if (error instanceof errors.JWTExpired) return unauthorized('PGRST303', 'JWT expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return unauthorized(
      'PGRST303',
      error.claim === 'aud'
        ? 'JWT not in audience'
        : `JWT claim "${error.claim}" is not acceptable`,
    );
  }
  if (error instanceof errors.JOSEError) return unauthorized('PGRST301', error.message);
  throw error;
}

function unauthorized(code: string, message: string): Response {
  return problem(
    401,
    { code, message },
    {
      'WWW-Authenticate': `Bearer error="invalid_token", error_description="${message.replaceAll('"', "'")}"`,
    },
  );
}
