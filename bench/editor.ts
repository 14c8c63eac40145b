import { chromium, type Page } from '@playwright/test';
import { browserOptions } from './browser';

const STEPS = 200;
const COLUMNS = 10;
/** Pointer moves of one drag. */
const MOVES = 120;
/** The boundary of the Long Tasks API (https://w3c.github.io/longtasks/), in milliseconds. */
const LONG_TASK_MS = 50;

export interface EditorTiming {
  what: string;
  steps: number;
  longTasks: number;
  longestMs: number;
  /** Pictures the browser drew for each second of the drag. */
  framesPerSecond: number;
}

/** A graph as wide as it is deep, every step connected to the one above it. */
function graphOf(count: number) {
  const nodes = Array.from({ length: count }, (_, index) => ({
    id: `n${index}`,
    type: index === 0 ? 'manual' : 'transform',
    position: { x: (index % COLUMNS) * 290, y: Math.floor(index / COLUMNS) * 136 },
    data: { label: `Step ${index}`, ...(index > 0 && { expression: '1' }) },
  }));
  const edges = nodes.slice(1).map(({ id }, index) => ({
    id: `e${index}`,
    source: `n${index < COLUMNS ? 0 : index + 1 - COLUMNS}`,
    target: id,
  }));
  return { nodes, edges };
}

async function openEditor(page: Page, appUrl: string): Promise<void> {
  await page.goto('/sign-in?callbackUrl=%2Fworkflows');
  await page.getByRole('button', { name: 'Continue with Google' }).click();
  await page.getByText('Someone else').click();
  await page.getByLabel('E-mail', { exact: true }).fill(`bench-${Date.now()}@example.com`);
  await page.getByRole('button', { name: 'Sign in as this person' }).click();
  await page.waitForURL(/\/workflows$/);
  const made = await page.request.post('/api/workflows', {
    data: { name: 'Large', nodeData: graphOf(STEPS) },
    headers: { origin: new URL(appUrl).origin },
  });
  const { id } = (await made.json()) as { id: string };
  await page.goto(`/workflows/${id}`);
  await page.getByRole('group', { name: /^Step 105/ }).waitFor();
  await calm(page);
}

/** As text: what compiles this file would give its functions names by a helper that the page has not. */
const WATCH = `
  globalThis.benchRecord = { tasks: [], frames: 0, began: performance.now() };
  new PerformanceObserver((list) => {
    benchRecord.tasks.push(...list.getEntries().map(({ duration }) => duration));
  }).observe({ type: 'longtask' });
  (function count() {
    benchRecord.frames += 1;
    requestAnimationFrame(count);
  })();
`;

/** Watches the browser's own record of long tasks, and counts what it draws, while something is done. */
async function watch(page: Page, what: string, act: () => Promise<void>): Promise<EditorTiming> {
  await page.evaluate(WATCH);
  await act();
  const record = await page.evaluate(async () => {
    // An observer is told after the task; two pictures later it has been.
    for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
    const { benchRecord } = globalThis as unknown as {
      benchRecord: { tasks: number[]; frames: number; began: number };
    };
    return { ...benchRecord, milliseconds: performance.now() - benchRecord.began };
  });
  const long = record.tasks.filter((duration) => duration > LONG_TASK_MS);
  return {
    what,
    steps: STEPS,
    longTasks: long.length,
    longestMs: Math.round(Math.max(0, ...long)),
    framesPerSecond: Math.round(record.frames / (record.milliseconds / 1000)),
  };
}

/** Takes a step and carries it around, to end a little aside of where it was. */
async function carry(page: Page, name: RegExp): Promise<void> {
  const box = await page.getByRole('group', { name }).boundingBox();
  if (box === null) throw new Error(`${name} is not on the canvas`);
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 1; move <= MOVES; move += 1) {
    const angle = (move / MOVES) * 2.25 * Math.PI;
    await page.mouse.move(x + Math.sin(angle) * 80, y + (1 - Math.cos(angle)) * 40);
  }
}

/** What the page still does by itself is none of what is measured next. */
const calm = (page: Page) =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));

/** Dragging one step, and all of them, in a graph of two hundred, and letting go: tasks of the page above 50 ms. */
export async function measureEditor(appUrl: string): Promise<EditorTiming[]> {
  const browser = await chromium.launch(browserOptions());
  try {
    const context = await browser.newContext({
      baseURL: appUrl,
      viewport: { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await openEditor(page, appUrl);
    const figures: EditorTiming[] = [];
    for (const what of ['one step', 'all steps']) {
      if (what === 'all steps') await page.keyboard.press('Control+a');
      await calm(page);
      figures.push(await watch(page, `drag ${what}`, () => carry(page, /^Step 105/)));
      figures.push(await watch(page, `let go of ${what}`, () => page.mouse.up()));
    }
    return figures;
  } finally {
    await browser.close();
  }
}
