import type { Graph } from '../graph/schema';
import { validateGraph } from '../graph/validate';
import { findNode } from '../nodes/registry';
import { readAccounts, type EnvironmentVariable } from './accounts';
import { collectChunks } from './chunk';
import { CodegenError, writeProgram } from './program';
import { python } from './python/syntax';
import { writeReadme } from './readme';
import type { Language } from './schema';
import { typescript } from './typescript/syntax';

export interface GeneratedCode {
  language: Language;
  /** The program itself, one of `files`. */
  code: string;
  /** What has to be there to run it. */
  requirements: string[];
  environment: EnvironmentVariable[];
  files: { path: string; content: string }[];
}

interface Workflow {
  name: string;
  description: string;
  graph: Graph;
}

/**
 * Writes a workflow as a program that runs as it is: one file with nothing but the language's own
 * library, and beside it what explains it. It holds no secret; accounts come from the environment.
 *
 * @throws CodegenError naming the step that is not complete
 */
export function generateCode(workflow: Workflow, language: Language): GeneratedCode {
  const { graph } = workflow;
  const fault = validateGraph(graph).find(({ severity }) => severity !== 'account');
  if (fault !== undefined) throw new CodegenError(fault.nodeId ?? 'the graph', fault.message);
  const syntax = language === 'python' ? python : typescript;
  const { values, environment } = readAccounts(graph, syntax);
  const { body, needs } = writeProgram(graph, syntax, values);
  const chunks = collectChunks(syntax.chunks, [...needs, 'main']);
  const imports = new Set(chunks.flatMap((chunk) => chunk.imports ?? []));
  const helpers = chunks.flatMap(({ code }) => (code === '' ? [] : [code.trim()]));
  const trigger = graph.nodes.find(({ type }) => findNode(type)?.category === 'trigger');
  const parts = { workflow, trigger: trigger?.type ?? 'manual', imports, helpers, body };
  const code = language === 'python' ? assemblePython(parts) : assembleTypeScript(parts);
  const facts = { ...workflow, trigger, language, environment };
  return {
    language,
    code,
    requirements: [language === 'python' ? 'python>=3.9' : 'node>=23.6'],
    environment,
    files: [
      { path: language === 'python' ? 'workflow.py' : 'workflow.ts', content: code },
      { path: 'README.md', content: writeReadme(facts) },
      { path: '.env.example', content: writeEnvironment(environment) },
      ...manifests[language],
    ],
  };
}

interface Parts {
  workflow: Workflow;
  trigger: string;
  imports: ReadonlySet<string>;
  helpers: readonly string[];
  body: readonly string[];
}

/** Words of a person, where they can neither end a comment nor begin code. */
const inComment = (words: string) =>
  words
    .replaceAll(/\s+/g, ' ')
    .replaceAll('\\', '/')
    .replaceAll('"', "'")
    .replaceAll('*/', '* /')
    .trim();

function assemblePython({ workflow, imports, helpers, body }: Parts): string {
  const told = [workflow.name, workflow.description].map(inComment).filter(Boolean).join('\n\n');
  return [
    `#!/usr/bin/env python3\n"""${told}\n\nRun it with: python workflow.py --input input.json\n"""`,
    [...imports]
      .sort()
      .map((name) => `import ${name}`)
      .join('\n'),
    [
      'def workflow(run):',
      '    scope = run.scope',
      '',
      ...body.map((line) => (line === '' ? line : `    ${line}`)),
    ].join('\n'),
    '# What the steps above are made of.',
    ...helpers,
    'if __name__ == "__main__":\n    sys.exit(main())\n',
  ].join('\n\n\n');
}

function assembleTypeScript({ workflow, imports, helpers, body }: Parts): string {
  const told = [workflow.name, workflow.description].map(inComment).filter(Boolean);
  return [
    `/**\n${[...told, 'Run it with: node workflow.ts --input input.json'].map((line) => ` * ${line}\n`).join(' *\n')} */`,
    mergeImports(imports),
    [
      'async function workflow(run: Run): Promise<void> {',
      '  const { scope } = run;',
      '',
      ...body.map((line) => (line === '' ? line : `  ${line}`)),
      '}',
    ].join('\n'),
    '// What the steps above are made of.',
    ...helpers,
    'process.exitCode = await main();\n',
  ].join('\n\n');
}

/** One line for each module, whoever asked for what. */
function mergeImports(imports: ReadonlySet<string>): string {
  const names = new Map<string, string[]>();
  for (const line of imports) {
    const [, name = '', module = ''] = /^import \{ (.+) \} from '(.+)';$/.exec(line) ?? [];
    names.set(module, [...new Set([...(names.get(module) ?? []), ...name.split(', ')])].sort());
  }
  const modules = [...names].sort(([a], [b]) => (a < b ? -1 : 1));
  return modules
    .map(([module, all]) => `import { ${all.join(', ')} } from '${module}';`)
    .join('\n');
}

function writeEnvironment(environment: readonly EnvironmentVariable[]): string {
  if (environment.length === 0) return '# This workflow needs no variables.\n';
  return environment
    .map(({ name, help, fallback }) =>
      fallback === undefined
        ? `# ${help}\n${name}=\n`
        : `# ${help}; without it: ${fallback}\n# ${name}=\n`,
    )
    .join('\n');
}

const manifests = {
  python: [
    {
      path: 'requirements.txt',
      content: '# Python 3.9 or newer; nothing else is needed.\n',
    },
  ],
  typescript: [
    {
      path: 'package.json',
      content: `${JSON.stringify(
        {
          name: 'workflow',
          private: true,
          type: 'module',
          scripts: { start: 'node workflow.ts' },
          engines: { node: '>=23.6' },
        },
        null,
        2,
      )}\n`,
    },
  ],
} as const satisfies Record<Language, { path: string; content: string }[]>;
