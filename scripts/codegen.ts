import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { generateCode } from '@/lib/workflows/codegen/generate-code';
import { languageSchema } from '@/lib/workflows/codegen/schema';
import { graphSchema } from '@/lib/workflows/graph/schema';

const usage = `Writes the code of a workflow, without a server.

  --graph FILE      JSON with nodes and edges, or an exported workflow; - reads standard input
  --language L      ${languageSchema.options.join(' or ')} (default python)
  --out DIR         where the files go; it is made if it is not there`;

/** A graph alone, or with the words that an export or the planner puts around it. */
const inputSchema = z
  .union([
    z.object({ nodeData: graphSchema, name: z.string(), description: z.string() }),
    graphSchema.and(z.object({ name: z.string().optional(), description: z.string().optional() })),
  ])
  .transform((input) => {
    const { name = 'Workflow', description = '' } = input;
    return { name, description, graph: 'nodeData' in input ? input.nodeData : input };
  });

async function readInput(file: string): Promise<unknown> {
  const text = file === '-' ? await readAll(process.stdin) : await readFile(file, 'utf8');
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new Error(`${file} is no valid JSON`);
  }
}

async function readAll(stream: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      graph: { type: 'string' },
      language: { type: 'string', default: 'python' },
      out: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { graph: file, out } = values;
  const language = languageSchema.safeParse(values.language);
  if (file === undefined || out === undefined)
    throw new Error(`--graph and --out are needed\n\n${usage}`);
  if (!language.success) throw new Error(`--language: ${languageSchema.options.join(' or ')}`);
  const input = inputSchema.safeParse(await readInput(file));
  if (!input.success) throw new Error(`${file} holds no graph: ${z.prettifyError(input.error)}`);
  const { files } = generateCode(input.data, language.data);
  await mkdir(out, { recursive: true });
  for (const { path: name, content } of files) {
    await writeFile(path.join(out, name), content);
    console.log(path.join(out, name));
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
