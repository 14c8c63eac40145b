import { test as base } from '@playwright/test';

/** The first of the demo people, whom the local environment names as the first admin. */
export const operatorEmail = 'mara.lindqvist@example.com';

/** Where operator.setup.ts leaves the admin's session, for all journeys of operators. */
export const operatorState = 'test-results/operator.json';

/** For a browser or a program of its own, which knows nothing of the admin's session. */
export const signedOut = { cookies: [], origins: [] };

/** A test whose page is an admin's from the start. */
export const test = base.extend({ storageState: operatorState });
