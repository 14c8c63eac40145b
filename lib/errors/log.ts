import 'server-only';
import pino from 'pino';

/** Whatever carries one of these names is a secret or a person's data, at any of three depths. */
const secretNames = [
  'authorization',
  'cookie',
  'password',
  'secret',
  'token',
  'access_token',
  'refresh_token',
  'id_token',
  'client_secret',
  'apikey',
  'email',
];

/** The product's log: one JSON line per entry, secrets replaced before they are written. */
export const log = pino({
  base: { service: 'cue' },
  redact: {
    paths: secretNames.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
    censor: '[redacted]',
  },
});
