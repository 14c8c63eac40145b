import { measureEditor } from './editor';
import { measureGatedPage } from './gated-page';
import { measureLighthouse } from './lighthouse';
import { measureLocalStripe } from './local-stripe';
import { measurePageWeight } from './page-weight';
import { measureRuns } from './runs';
import { measureSync } from './sync';
import { measureWebhooks } from './webhooks';
import { measureWorkflowList } from './workflow-list';

const appUrl = process.env.CUE_APP_URL ?? 'http://localhost:3000';
const publicPages = ['/', '/pricing'];

/** Figures are ratios within one run: the machine's own speed cancels out. */
const benchmarks: Record<string, () => Promise<unknown>> = {
  weight: () => measurePageWeight(appUrl, publicPages),
  lighthouse: () => measureLighthouse(appUrl, publicPages),
  page: () => measureGatedPage(appUrl),
  editor: () => measureEditor(appUrl),
  runs: () => measureRuns(),
  sync: () => measureSync(),
  webhooks: () => measureWebhooks(appUrl),
  'local-stripe': () => measureLocalStripe(),
  // The last: it leaves a million workflows behind.
  list: () => measureWorkflowList(appUrl),
};

const wanted = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const asJson = process.argv.includes('--json');
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  console.error(
    `There is no benchmark "${unknown.join('", "')}". There are: ${Object.keys(benchmarks).join(', ')}.`,
  );
  process.exit(1);
}

const results: Record<string, unknown> = {};
for (const [name, measure] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  results[name] = await measure();
  if (!asJson) {
    console.log(`\n${name}`);
    console.table(results[name]);
  }
}
if (asJson) console.log(JSON.stringify(results, null, 2));
