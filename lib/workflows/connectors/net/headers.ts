import { StepFailure } from '../executor';

export interface Header {
  name: string;
  value: string;
}

/** Decided by the connection and not by the caller (RFC 9110, sections 7.2 and 7.6.1). */
const ofTheConnection: ReadonlySet<string> = new Set([
  'host',
  'connection',
  'content-length',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
]);

/** What says nothing about who asks, so that it may follow a redirect to somebody else. */
const anonymous: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-type',
  'user-agent',
]);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible characters, spaces and tabs; a line break would begin a header of somebody else's. */
const VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Headers by their names in lower case.
 * @throws StepFailure, not temporary, for one that must not be sent
 */
export function readHeaders(headers: readonly Header[]): Map<string, string> {
  const read = new Map<string, string>();
  for (const { name, value } of headers) {
    const lower = name.toLowerCase();
    const fault = faultOf(lower, value);
    if (fault !== null)
      throw new StepFailure(`Header "${shown(name)}": ${fault}`, { isTemporary: false });
    read.set(lower, value);
  }
  return read;
}

function faultOf(name: string, value: string): string | null {
  if (!TOKEN.test(name)) return 'that is no name of a header';
  if (ofTheConnection.has(name)) return 'it is set by the connection and cannot be chosen';
  if (!VALUE.test(value))
    return 'its value has a line break or a character that headers cannot carry';
  return null;
}

/** A name may hold anything; a message should not. */
const shown = (name: string) => name.replaceAll(/[^\x20-\x7e]/g, '?').slice(0, 60);

/** What may go along when a redirect leads to another origin. */
export function withoutCredentials(headers: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...headers].filter(([name]) => anonymous.has(name)));
}
