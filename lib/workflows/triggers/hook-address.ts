/** The secret address of a workflow; the token is all that stands between it and the public. */
export function toHookUrl(origin: string, token: string): string {
  return `${origin}/api/hooks/${token}`;
}
