import { evaluationLimits } from './limits';

/**
 * What the evaluating process runs. It stands here as text because a bundler would not keep it as a
 * file of its own. It knows JSONata, and nothing of the app: no environment, no code of ours.
 *
 * A thread looks after it: while an expression computes, the process itself would not notice that
 * the server it works for has died.
 */
export const evaluationProgram = `
const { Worker } = require('node:worker_threads');
const jsonata = require('jsonata');
const limits = ${JSON.stringify(evaluationLimits)};

new Worker(
  'const born = process.ppid; setInterval(() => { if (process.ppid !== born) process.kill(process.pid, "SIGKILL"); }, 1000);',
  { eval: true },
).unref();

// Values may share parts, so that their text is far longer than their memory: measured before it is written.
function measure(value, left) {
  if (typeof value === 'string') left -= value.length + 2;
  else if (Array.isArray(value)) for (const item of value) left = measure(item, left - 1);
  else if (typeof value === 'object' && value !== null)
    for (const key of Object.keys(value)) left = measure(value[key], left - key.length - 4);
  else left -= 4;
  if (left < 0) throw new Error('its result is larger than 256 KiB');
  return left;
}

function finite(key, value) {
  if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('its result is no number');
  return value;
}

async function evaluate(source, scope) {
  const expression = jsonata(source, {
    timeout: limits.expressionMilliseconds,
    stack: limits.depth,
    sequence: limits.listItems,
  });
  try {
    const value = await expression.evaluate(scope, {});
    measure(value, limits.resultBytes);
    return { ok: true, text: value === undefined ? 'null' : JSON.stringify(value, finite) };
  } catch (error) {
    return { ok: false, message: String(error && error.message) };
  }
}

process.on('message', async ({ sources, scope }) => {
  const results = [];
  for (const source of sources) results.push(await evaluate(source, scope));
  process.send({ kind: 'done', results });
});
process.send({ kind: 'ready' });
`;
