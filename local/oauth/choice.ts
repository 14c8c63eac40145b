import { z } from 'zod';
import { nameFromEmail, toEmailKey, type Person } from './people';
import type { ProviderState } from './state';

/** What somebody typed into the "someone else" form, to show it again after an error. */
export interface Typed {
  email: string;
  name: string;
  emailVerified: boolean;
  emailPrivate: boolean;
}

/** What was decided on the picker page. */
export type Choice =
  | { kind: 'person'; person: Person }
  | { kind: 'denied' }
  | { kind: 'invalid'; message: string; field: 'email' | 'name' | null; typed: Typed };

const emailSchema = z.email().max(254);
const nameMax = 100;

/**
 * Reads the posted picker form. A new person is remembered in the provider's state, so the next
 * sign-in offers them like a demo person.
 */
export function readChoice(form: FormData, state: ProviderState): Choice {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const typed: Typed = {
    email: text('email'),
    name: text('name'),
    emailVerified: form.has('email_verified'),
    emailPrivate: form.has('email_private'),
  };
  const invalid = (message: string, field: 'email' | 'name' | null): Choice => ({
    kind: 'invalid',
    message,
    field,
    typed,
  });

  switch (text('action')) {
    case 'deny':
      return { kind: 'denied' };
    case 'pick': {
      const email = toEmailKey(text('person'));
      const person = state.find((known) => toEmailKey(known.email) === email);
      if (person !== undefined) return { kind: 'person', person };
      return invalid('That person is not known here any more. Pick another one.', null);
    }
    case 'new': {
      if (!emailSchema.safeParse(typed.email).success) {
        return invalid('Enter a complete e-mail address, such as kim@example.com.', 'email');
      }
      if (typed.name.length > nameMax) {
        return invalid(`Keep the name under ${nameMax} characters.`, 'name');
      }
      const name = typed.name === '' ? nameFromEmail(typed.email) : typed.name;
      const person: Person = { ...typed, name };
      state.remember(person);
      return { kind: 'person', person };
    }
    default:
      return invalid('Nothing was chosen. Pick a person below.', null);
  }
}
