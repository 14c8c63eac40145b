import { randomUUID } from 'node:crypto';

export interface Person {
  name: string;
  email: string;
}

/** Somebody whom no other test has met, so that journeys can run side by side. */
export function newPerson(name = 'Robin Vale'): Person {
  return { name, email: `${randomUUID().slice(0, 13)}@example.com` };
}
