import { expect, test } from '@playwright/test';
import { newPerson } from './support/person';
import { openProvider, signIn, signInAsNewPerson } from './support/sign-in';

for (const provider of ['Google', 'GitHub'] as const) {
  test(`a new person signs in with ${provider}, signs out, and is the same person again`, async ({
    page,
  }) => {
    const person = newPerson('Ada Weir');
    await signIn(page, person, { provider, path: '/account' });
    await expect(page.getByLabel('First name')).toHaveValue('Ada');
    await expect(page.getByText(person.email).first()).toBeVisible();
    const first = await page.request.get('/api/auth/user');
    const { id } = (await first.json()) as { id: string };

    await page.getByRole('button', { name: 'Sign out' }).first().click();
    await expect(page).toHaveURL('/');
    expect((await page.request.get('/api/auth/user')).status()).toBe(401);

    await signIn(page, person, { provider, path: '/account' });
    const again = await page.request.get('/api/auth/user');
    expect(((await again.json()) as { id: string }).id).toBe(id);
  });
}

test('a denied consent ends on a page that says so and offers another try', async ({ page }) => {
  await page.goto('/sign-in');
  await openProvider(page, 'Google');
  await page.getByRole('button', { name: /deny/i }).click();
  await expect(page).toHaveURL(/\/sign-in\/error\?error=/);
  await expect(page.getByRole('heading', { name: 'You did not let us in' })).toBeVisible();
  await openProvider(page, 'Google');
});

for (const provider of ['Google', 'GitHub'] as const) {
  test(`an e-mail that ${provider} has not verified does not sign in`, async ({ page }) => {
    await page.goto('/sign-in');
    await openProvider(page, provider);
    await signInAsNewPerson(page, newPerson(), { verified: false });
    await expect(page).toHaveURL(/error=EmailNotVerified/);
    await expect(page.getByRole('heading', { name: /verif/i })).toBeVisible();
    expect((await page.request.get('/api/auth/user')).status()).toBe(401);
  });
}

test('an e-mail known from one provider cannot sign in by the other', async ({ page, context }) => {
  const person = newPerson();
  await signIn(page, person, { provider: 'Google' });
  await context.clearCookies();
  await page.goto('/sign-in');
  await openProvider(page, 'GitHub');
  await signInAsNewPerson(page, person);
  await expect(page).toHaveURL(/error=OAuthAccountNotLinked/);
  expect((await page.request.get('/api/auth/user')).status()).toBe(401);
});

test('a signed-out visitor of a private page comes back to it after signing in', async ({
  page,
}) => {
  await page.goto('/workflows');
  await expect(page).toHaveURL(/\/sign-in/);
  await openProvider(page, 'Google');
  await signInAsNewPerson(page, newPerson());
  await expect(page).toHaveURL(/\/workflows$/);
});

test('a callback to another origin is ignored', async ({ page }) => {
  await page.goto('/sign-in?callbackUrl=https%3A%2F%2Fevil.example');
  await openProvider(page, 'Google');
  await signInAsNewPerson(page, newPerson());
  await expect(page).toHaveURL(/^http:\/\/localhost:\d+\//);
});
