import { expect, test, type Page } from '@playwright/test';
import { expectAccessible } from './support/accessible';
import { appUrl } from './support/environment';
import { expectFitsPhone } from './support/fits';
import { newPerson } from './support/person';
import { signIn } from './support/sign-in';

const position = { x: 0, y: 0 };
const headers = { origin: appUrl };

/** Makes a workflow through the API and opens it. */
async function openNew(page: Page, nodeData: object): Promise<string> {
  const created = await page.request.post('/api/workflows', {
    data: { name: 'Follow up', nodeData, allowIncomplete: true },
    headers,
  });
  const { id } = (await created.json()) as { id: string };
  await page.goto(`/workflows/${id}`);
  await expect(page.getByRole('application')).toBeVisible();
  return id;
}

const stored = async (page: Page, id: string) =>
  (await (await page.request.get(`/api/workflows/${id}`)).json()) as {
    nodeData: {
      nodes: { id: string; position: { x: number; y: number }; data: Record<string, unknown> }[];
      edges: object[];
    };
  };

const step = (page: Page, name: string | RegExp) => page.getByRole('group', { name });
const saved = (page: Page) => page.locator('[data-save-state="saved"]');

test('a workflow is drawn by keyboard, undone, saved, restored, and kept apart from another tab', async ({
  page,
  context,
}) => {
  await signIn(page, newPerson());
  const id = await openNew(page, { nodes: [], edges: [] });

  // Three steps from the palette, each behind the one before.
  await page.keyboard.press('/');
  for (const words of ['webhook arrives', 'if', 'send an email']) {
    await expect(page.getByRole('searchbox', { name: 'Search for a step to add' })).toBeFocused();
    await page.keyboard.type(words);
    await page.keyboard.press('Enter');
  }
  await expect(step(page, /^Send an email/)).toBeVisible();
  await expect(page.getByRole('status').filter({ hasText: 'is added' })).toHaveCount(1);
  await expect(page.locator('.react-flow__edge')).toHaveCount(2);

  // A field of the chosen step, with an output of the trigger.
  const settings = page.getByRole('region', { name: 'Settings of the step' });
  await expect(settings.getByText('Say who gets the mail')).toBeVisible();
  await settings.getByRole('button', { name: 'Insert value into To' }).click();
  await settings.getByRole('button', { name: /trigger\.body\.email/ }).click();
  await expect(settings.getByRole('textbox', { name: 'To' })).toHaveValue(
    '{{ trigger.body.email }}',
  );
  await settings.getByRole('textbox', { name: 'Subject' }).fill('Welcome');

  // Undo takes back the subject, redo brings it again.
  await page.keyboard.press('Control+z');
  await expect(settings.getByRole('textbox', { name: 'Subject' })).toHaveValue('');
  await page.keyboard.press('Control+y');
  await expect(settings.getByRole('textbox', { name: 'Subject' })).toHaveValue('Welcome');

  // The other way out of the condition leads to the same step, by keyboard.
  await step(page, /^If/).focus();
  await page.keyboard.press('Enter');
  await expect(settings.getByRole('textbox', { name: 'Name of this step' })).toBeFocused();
  const otherwise = settings.getByRole('combobox', { name: 'No, then' });
  await otherwise.focus();
  await otherwise.selectOption({ label: 'Send an email (send_email_1)' });
  await expect(page.locator('.react-flow__edge')).toHaveCount(3);

  // Copies under ids of their own, and deletes them.
  await step(page, /^Send an email/).focus();
  await page.keyboard.press('Enter');
  await step(page, /^Send an email/).focus();
  await page.keyboard.press('Control+d');
  await expect(step(page, /^Send an email/)).toHaveCount(2);
  await page.keyboard.press('Delete');
  await expect(step(page, /^Send an email/)).toHaveCount(1);
  await expect(saved(page)).toBeVisible();

  // It cannot be activated yet, and says what is missing.
  await page.getByRole('button', { name: 'Activate', exact: true }).click();
  const missing = page.getByRole('dialog', { name: 'This is still missing' });
  await expect(missing.getByText('Write the mail')).toBeVisible();
  await missing.getByRole('button', { name: 'Close' }).click();
  await expectAccessible(page);

  await page.reload();
  await expect(page.locator('.react-flow__edge')).toHaveCount(3);
  expect((await stored(page, id)).nodeData.nodes.map((node) => node.id)).toEqual([
    'webhook_1',
    'condition_1',
    'send_email_1',
  ]);

  // A second tab changes it: what is done here afterwards meets a conflict, and is not lost.
  const other = await context.newPage();
  await other.goto(`/workflows/${id}`);
  await expect(step(other, /^If/)).toBeVisible();
  await step(other, /^If/).focus();
  await other.keyboard.press('Enter');
  await other.getByRole('textbox', { name: 'Name of this step' }).fill('Theirs');
  await expect(step(other, /^Theirs/)).toBeVisible();
  await expect(saved(other)).toBeVisible();
  await other.close();

  await step(page, /^If/).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('textbox', { name: 'Name of this step' }).fill('Mine');
  const notice = page.getByRole('alert').filter({ hasText: 'changed elsewhere' });
  await expect(notice).toBeVisible();
  await expect(step(page, /^Mine/)).toBeVisible();
  await expectAccessible(page);
  await notice.getByRole('button', { name: 'Load theirs' }).click();
  await expect(step(page, /^Theirs/)).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Control+z');
  await expect(step(page, /^Mine/)).toBeVisible();
  await expect(saved(page)).toBeVisible();
  await expect
    .poll(async () => (await stored(page, id)).nodeData.nodes[1]?.data.label)
    .toBe('Mine');

  // The first version comes back as a new one.
  await page.getByRole('link', { name: 'Versions' }).click();
  await page.getByRole('link', { name: /^Created/ }).click();
  await expect(page.getByText('No steps.')).toBeVisible();
  await expectAccessible(page);
  await expectFitsPhone(page);
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(page.getByText('What starts it?')).toBeVisible();
  expect((await stored(page, id)).nodeData.nodes).toEqual([]);
});

test('many steps are dragged together, keep their distances and go back with one undo', async ({
  page,
}) => {
  await signIn(page, newPerson());
  const nodes = Array.from({ length: 30 }, (_, index) => ({
    id: `n${index}`,
    type: index === 0 ? 'manual' : 'transform',
    position: { x: (index % 6) * 288, y: Math.floor(index / 6) * 136 },
    data: { label: `Step ${index}`, ...(index > 0 && { expression: '1' }) },
  }));
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    source: index < 6 ? 'n0' : `n${index - 5}`,
    target: id,
  }));
  const id = await openNew(page, { nodes, edges });
  const first = step(page, /^Step 7/);
  await first.focus();
  await page.keyboard.press('Control+a');
  await expect(page.locator('.react-flow__node.selected')).toHaveCount(30);
  const before = await first.boundingBox();
  if (before === null) throw new Error('The step is not on the screen');
  const [x, y] = [before.x + before.width / 2, before.y + before.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + 40, y + 20);
  await page.mouse.move(x + 80, y + 40);
  // On the way, steps and connections are where the pointer has them.
  await expect.poll(async () => (await first.boundingBox())?.x).toBeGreaterThan(before.x + 40);
  await expect(page.locator('.react-flow__edge[style*="translate"]')).toHaveCount(29);
  await page.mouse.up();
  await expect(page.locator('[style*="translate:"]')).toHaveCount(0);
  const after = await first.boundingBox();
  expect(after?.x).toBeGreaterThan(before.x + 40);

  await expect(saved(page)).toBeVisible();
  const placesOf = async () =>
    (await stored(page, id)).nodeData.nodes.map(({ position: at }) => at);
  await expect.poll(async () => (await placesOf())[0]).not.toEqual(nodes[0]?.position);
  const moved = await placesOf();
  const offsets = moved.map((at, index) => ({
    x: at.x - (nodes[index]?.position.x ?? 0),
    y: at.y - (nodes[index]?.position.y ?? 0),
  }));
  expect(new Set(offsets.map((offset) => JSON.stringify(offset))).size).toBe(1);
  await page.keyboard.press('Control+z');
  await expect.poll(placesOf).toEqual(nodes.map((node) => node.position));
});

test('steps are added, filled in and connected on a phone', async ({ browser }) => {
  const context = await browser.newContext({
    baseURL: appUrl,
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await signIn(page, newPerson());
  const id = await openNew(page, {
    nodes: [{ id: 'start', type: 'manual', position, data: { label: 'By hand' } }],
    edges: [],
  });
  await page.getByRole('button', { name: 'Add a step after By hand' }).tap();
  await page.getByRole('button', { name: 'Call an address' }).tap();
  const sheet = page.getByRole('region', { name: 'Settings of the step' });
  await sheet.getByRole('textbox', { name: 'Address' }).fill('https://example.com/orders');
  await expectAccessible(page);
  await sheet.getByRole('button', { name: 'Close the panel' }).tap();

  await page.getByRole('button', { name: 'List of steps' }).tap();
  const list = page.getByRole('list', { name: 'Steps in the order they run' });
  await expect(list.getByRole('button')).toHaveCount(2);
  await list.getByRole('button', { name: /By hand/ }).tap();
  await expect(sheet.getByRole('textbox', { name: 'Name of this step' })).toHaveValue('By hand');
  await expectFitsPhone(page);
  await expect(saved(page)).toBeVisible();
  expect((await stored(page, id)).nodeData).toMatchObject({
    nodes: [{ id: 'start' }, { id: 'http_request_1', data: { url: 'https://example.com/orders' } }],
    edges: [{ source: 'start', target: 'http_request_1' }],
  });
  await context.close();
});
