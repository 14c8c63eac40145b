/** Stands before the keys of connected accounts' objects, and before nothing else. */
const MARK = '/';

/**
 * The key of an object in the state: its id, behind the account it belongs to unless that is the
 * platform. Some ids are chosen by callers, so no id may look like the key of another world.
 *
 * @param world the id of a connected account, or null for the platform
 */
export function toKey(world: string | null, id: string): string {
  if (world !== null) return `${MARK}${world}${MARK}${id}`;
  return id.startsWith(MARK) ? MARK + id : id;
}

/** The connected account that a key belongs to, or null for the platform. */
export function worldOfKey(key: string): string | null {
  if (!key.startsWith(MARK) || key.startsWith(MARK + MARK)) return null;
  return key.slice(MARK.length, key.indexOf(MARK, MARK.length));
}

/** The id of the object at a key. */
export function idOfKey(key: string): string {
  if (worldOfKey(key) !== null) return key.slice(key.indexOf(MARK, MARK.length) + MARK.length);
  return key.startsWith(MARK) ? key.slice(MARK.length) : key;
}
