import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { demoPeople, toEmailKey, type Person } from './people';

const stateSchema = z.object({
  /** Signs the provider's own cookies; a restart must not invalidate a page that is open. */
  cookieSecret: z.string(),
  /** Private JWKs for id_tokens; empty at GitHub, which issues none. */
  keys: z.array(z.record(z.string(), z.unknown())),
  /** People typed in by hand, offered again the next time. */
  people: z.array(
    z.object({
      email: z.string(),
      name: z.string(),
      emailVerified: z.boolean(),
      emailPrivate: z.boolean(),
    }),
  ),
});

type StateData = z.infer<typeof stateSchema>;

/** What a local identity provider remembers between starts. */
export interface ProviderState {
  readonly cookieSecret: string;
  readonly keys: readonly Record<string, unknown>[];
  setKeys(keys: Record<string, unknown>[]): void;
  /** Demo people first, then everybody who was typed in, the latest last. */
  people(): Person[];
  /** Adds a person, or replaces what was known about the address. */
  remember(person: Person): void;
  find(matches: (person: Person) => boolean): Person | undefined;
}

/**
 * Opens (or starts) a provider's state file. Every change is written at once, by renaming a
 * complete temporary file, so a kill leaves either the old or the new state.
 *
 * @throws Error when the file exists but is not ours: better than silently signing with new keys
 */
export function openState(file: string): ProviderState {
  const data = readState(file);
  const save = (): void => {
    const temporary = `${file}.${process.pid}.tmp`;
    writeFileSync(temporary, `${JSON.stringify(data, null, 2)}\n`, { mode: 0o600 });
    renameSync(temporary, file);
  };
  mkdirSync(path.dirname(file), { recursive: true });
  save();

  const people = (): Person[] => {
    const byEmail = new Map(demoPeople.map((person) => [toEmailKey(person.email), person]));
    for (const person of data.people) byEmail.set(toEmailKey(person.email), person);
    return [...byEmail.values()];
  };
  return {
    cookieSecret: data.cookieSecret,
    get keys() {
      return data.keys;
    },
    setKeys(keys) {
      data.keys = keys;
      save();
    },
    people,
    remember(person) {
      const key = toEmailKey(person.email);
      data.people = [...data.people.filter((known) => toEmailKey(known.email) !== key), person];
      save();
    },
    find: (matches) => people().find(matches),
  };
}

function readState(file: string): StateData {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      return { cookieSecret: randomBytes(32).toString('base64url'), keys: [], people: [] };
    }
    throw error;
  }
  try {
    return stateSchema.parse(JSON.parse(text));
  } catch (error) {
    throw new Error(`${file} is damaged. Delete it (or run the reset script) and start again.`, {
      cause: error,
    });
  }
}
