import { planGraph } from '@/lib/workflows/planner/plan-graph';
import { runScript, UsageError } from './cli/run';

const usage = `Draws the workflow that words describe, and prints it as JSON.

  npm run planner -- "When a payment fails, wait two days, then mail the customer."

name           a short title
nodes, edges   the graph, as the editor keeps it
notUnderstood  pieces of the words that found no place
questions      what was left open, or drafted because nothing was said about it

Without words it reads them from standard input. \`npm run --silent\` leaves out npm's own lines.`;

async function readInput(): Promise<string> {
  const chunks: string[] = [];
  for await (const chunk of process.stdin.setEncoding('utf8')) chunks.push(String(chunk));
  return chunks.join('');
}

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    return 0;
  }
  const words = args.length > 0 || process.stdin.isTTY ? args.join(' ') : await readInput();
  if (words.trim() === '') throw new UsageError('Say what the workflow does.');
  const { name, graph, notUnderstood, questions } = planGraph(words);
  console.log(JSON.stringify({ name, ...graph, notUnderstood, questions }, null, 2));
  return 0;
}

await runScript(main);
