import { expect, type Page } from '@playwright/test';
import type { Person } from './person';

export type Provider = 'Google' | 'GitHub';

/** From the sign-in page to the provider's list of people. */
export async function openProvider(page: Page, provider: Provider): Promise<void> {
  await page.getByRole('button', { name: `Continue with ${provider}` }).click();
  await expect(page.getByRole('heading', { name: 'Choose who signs in' })).toBeVisible();
}

/** Types a person whom the provider has not seen, and comes back to Cue. */
export async function signInAsNewPerson(
  page: Page,
  person: Person,
  options: { verified?: boolean } = {},
): Promise<void> {
  await page.getByText('Someone else').click();
  await page.getByLabel('E-mail', { exact: true }).fill(person.email);
  await page.getByLabel('Name').fill(person.name);
  if (options.verified === false) await page.getByLabel('The e-mail is verified').uncheck();
  await page.getByRole('button', { name: 'Sign in as this person' }).click();
}

/**
 * Gives the browser of a page the session of a person, for journeys that are about something else: the
 * requests of a sign-in with Google, without a page being shown.
 */
export async function startSession(page: Page, { email, name }: Person): Promise<void> {
  const whoAmI = '/api/auth/user';
  const picker = await page.request.get(`/auth/google?callbackUrl=${encodeURIComponent(whoAmI)}`);
  const answer = await page.request.post(picker.url(), {
    form: { action: 'new', email, name, email_verified: 'on' },
  });
  expect(new URL(answer.url()).pathname).toBe(whoAmI);
  expect(await answer.json()).toMatchObject({ email });
}

/** Signs in from anywhere, page by page, and ends on `path`. */
export async function signIn(
  page: Page,
  person: Person,
  { provider = 'Google', path = '/workflows' }: { provider?: Provider; path?: string } = {},
): Promise<void> {
  await page.goto(`/sign-in?callbackUrl=${encodeURIComponent(path)}`);
  await openProvider(page, provider);
  await signInAsNewPerson(page, person);
  await expect(page).toHaveURL(new RegExp(`${path}$`));
}
