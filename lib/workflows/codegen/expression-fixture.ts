import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import jsonata from 'jsonata';
import { z } from 'zod';
import { parseExpression } from '../expressions/parse';
import { collectChunks } from './chunk';
import type { Dialect } from './dialect';
import { writeExpression } from './expression';
import { findPython } from './python-fixture';

const run = promisify(execFile);

export interface Case {
  source: string;
  scope: unknown;
}

/** What came out: a value, nothing at all, or a refusal. */
export type Outcome = { value: unknown } | 'missing' | 'error';

const outcomesSchema = z.array(
  z.union([z.object({ value: z.unknown() }), z.literal('missing'), z.literal('error')]),
);

/** What JSONata itself makes of it. */
export async function evaluate({ source, scope }: Case): Promise<Outcome> {
  try {
    const result: unknown = await jsonata(source).evaluate(scope);
    if (result === undefined) return 'missing';
    const text = JSON.stringify(result, (_, each: unknown) => {
      // Neither is JSON; generated code says so at once.
      if (typeof each === 'number' && !Number.isFinite(each)) throw new RangeError();
      return each;
    });
    return { value: JSON.parse(text) as unknown };
  } catch {
    return 'error';
  }
}

function write(cases: readonly Case[], dialect: Dialect): { helpers: string; codes: string[] } {
  const needs = new Set(['failure', 'missing', 'text']);
  const codes = cases.map(({ source }) => {
    const parsed = parseExpression(source);
    if (!parsed.ok) throw new Error(`${source}: ${parsed.message}`);
    const written = writeExpression(parsed.expression, dialect);
    for (const need of written.needs) needs.add(need);
    return written.code;
  });
  const chunks = collectChunks(dialect.chunks, needs);
  return { helpers: chunks.map(({ code }) => code).join('\n'), codes };
}

async function execute(
  [command = '', ...args]: readonly string[],
  file: string,
  program: string,
): Promise<Outcome[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'cue-expressions-'));
  try {
    await writeFile(path.join(folder, file), program);
    const { stdout } = await run(command, [...args, file], {
      cwd: folder,
      maxBuffer: 64 * 1024 * 1024,
    });
    return outcomesSchema.parse(JSON.parse(stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}

export async function runPython(cases: readonly Case[], dialect: Dialect): Promise<Outcome[]> {
  const { helpers, codes } = write(cases, dialect);
  const program = `
import decimal, json, math, re
${helpers}
scopes = json.loads(${JSON.stringify(JSON.stringify(cases.map(({ scope }) => scope)))})
works = [
${codes.map((code) => `  lambda scope: ${code},`).join('\n')}
]

def outcome(work, scope):
    try:
        value = work(scope)
    except Failure:
        return "error"
    return "missing" if value is MISSING else {"value": value}

print("[" + ",".join(to_json(outcome(work, scope)) for work, scope in zip(works, scopes)) + "]")
`;
  return execute(await findPython(), 'cases.py', program);
}

export function runTypeScript(cases: readonly Case[], dialect: Dialect): Promise<Outcome[]> {
  const { helpers, codes } = write(cases, dialect);
  const program = `
${helpers}
const scopes: unknown[] = JSON.parse(${JSON.stringify(JSON.stringify(cases.map(({ scope }) => scope)))});
const works: Work[] = [
${codes.map((code) => `  (scope) => ${code},`).join('\n')}
];
const outcomes = works.map((work, index) => {
  try {
    const value = work(scopes[index]);
    return value === undefined ? 'missing' : { value };
  } catch (error) {
    if (error instanceof Failure) return 'error';
    throw error;
  }
});
console.log(JSON.stringify(outcomes));
`;
  return execute([process.execPath], 'cases.mts', program);
}
