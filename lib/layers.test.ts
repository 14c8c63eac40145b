import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * Who may import whom. Every rule of ARCHITECTURE.md, "Import rules", is one test here; a failure
 * names the file, what it imports and the rule that this breaks.
 */

const root = path.resolve(import.meta.dirname, '..');
const folders = ['app', 'components', 'lib', 'local', 'scripts', 'supabase', 'e2e', 'bench'];
const rootFiles = ['proxy.ts', 'instrumentation.ts', 'instrumentation-node.ts', 'next.config.ts'];
// The bundler writes the runtime's name in place of process.env.NEXT_RUNTIME in instrumentation.ts.
const envReaders = /^(lib\/env\/|next\.config\.ts|instrumentation\.ts)/;

interface Import {
  specifier: string;
  /** Path from the root when it is a file of ours, else null. */
  file: string | null;
  typeOnly: boolean;
}

interface Source {
  file: string;
  imports: Import[];
  tree: ts.SourceFile;
}

const isTest = (file: string) => /\.test\.tsx?$|-fixture\.ts$|^supabase\/tests\//.test(file);
const isProduct = (file: string) =>
  /^(app|components|lib)\/|^[^/]+\.ts$/.test(file) && !isTest(file);

function listFiles(folder: string): string[] {
  const absolute = path.join(root, folder);
  if (!existsSync(absolute)) return [];
  return readdirSync(absolute, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(ts|tsx|mjs)$/.test(name) && !name.endsWith('.d.ts'))
    .map((name) => path.posix.join(folder, name.split(path.sep).join('/')))
    .filter((name) => !name.includes('node_modules/'));
}

/** The file of ours behind a specifier, from the root and with its extension. */
function resolve(from: string, specifier: string): string | null {
  const bare = specifier.startsWith('@/')
    ? specifier.slice(2)
    : specifier.startsWith('.')
      ? path.posix.join(path.posix.dirname(from), specifier)
      : null;
  if (bare === null) return null;
  const candidates = [bare, `${bare}.ts`, `${bare}.tsx`, `${bare}.mjs`, `${bare}/index.ts`];
  const isFile = (name: string) =>
    statSync(path.join(root, name), { throwIfNoEntry: false })?.isFile();
  return candidates.find((name) => isFile(name)) ?? bare;
}

/** Only types come from it, so nothing is left of it when the code runs. */
function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  const clause = node.importClause;
  if (clause === undefined) return false;
  if (clause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { namedBindings } = clause;
  return (
    clause.name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.length > 0 &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function importsOf(file: string, tree: ts.SourceFile): Import[] {
  const found: Import[] = [];
  const add = (literal: ts.Node | undefined, typeOnly: boolean) => {
    if (literal === undefined || !ts.isStringLiteral(literal)) return;
    found.push({ specifier: literal.text, file: resolve(file, literal.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      add(node.moduleSpecifier, isTypeOnly(node));
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    }
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

function read(file: string): Source {
  const text = readFileSync(path.join(root, file), 'utf8');
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  return { file, imports: importsOf(file, tree), tree };
}

const sources = [
  ...folders.flatMap(listFiles),
  ...rootFiles.filter((file) => existsSync(path.join(root, file))),
].map(read);
const byFile = new Map(sources.map((source) => [source.file, source]));

const importsServerOnly = (source: Source) =>
  source.imports.some(({ specifier }) => specifier === 'server-only');

/** The chain of imports from a file to `server-only`, or null: the file may run in a browser. */
function pathToServerOnly(file: string, seen = new Set<string>()): string[] | null {
  const source = byFile.get(file);
  if (source === undefined || seen.has(file)) return null;
  seen.add(file);
  if (importsServerOnly(source)) return [file];
  for (const each of source.imports) {
    if (each.file === null || each.typeOnly || each.file.endsWith('/actions.ts')) continue;
    const rest = pathToServerOnly(each.file, seen);
    if (rest !== null) return [file, ...rest];
  }
  return null;
}

/** All places where a node of the tree satisfies a test, as `file:line`. */
function places(source: Source, matches: (node: ts.Node) => boolean): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (matches(node)) {
      const { line } = source.tree.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${source.file}:${line + 1}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source.tree);
  return found;
}

/** Every import that a rule forbids, as `file imports other`. */
function offences(
  who: (file: string) => boolean,
  isForbidden: (each: Import, from: Source) => boolean,
) {
  return sources
    .filter(({ file }) => who(file))
    .flatMap((source) =>
      source.imports
        .filter((each) => isForbidden(each, source))
        .map((each) => `${source.file} imports ${each.file ?? each.specifier}`),
    );
}

const under = (folder: string) => (file: string) => file.startsWith(`${folder}/`);

/**
 * The floors of `lib`, from the ground up: a file imports from its own floor and those below. The
 * plans are plain data, so they lie on the ground although their commands live further up.
 */
const floors: RegExp[] = [
  /^lib\/(env|errors)\/|^lib\/catalog\/(schema|plans)\.ts$|^lib\/(auth|entitlements)\/schema\.ts$/,
  /^lib\/(db|stripe\/rows)\/|^lib\/stripe\/[^/]+\.ts$/,
  /^lib\/(auth|entitlements)\//,
  /^lib\/stripe\/sync\//,
  /^lib\/catalog\//,
  /^lib\/billing\//,
  /^lib\/(account|admin|health|workflows)\//,
  /^lib\/api\//,
];
const floorOf = (file: string) => floors.findIndex((floor) => floor.test(file));

const isPackage = ({ specifier }: Import, name: string) =>
  specifier === name || specifier.startsWith(`${name}/`);

describe('rule 1: pages are the top, components know no data', () => {
  it('nothing outside app imports app', () => {
    const offenders = offences(
      (file) => !under('app')(file) && !isTest(file),
      (each) => each.file !== null && under('app')(each.file),
    );
    expect(offenders).toEqual([]);
  });

  it('components import components and what may run in a browser', () => {
    const offenders = offences(under('components'), (each) => {
      if (each.file === null || each.typeOnly || under('components')(each.file)) return false;
      return !under('lib')(each.file) || pathToServerOnly(each.file) !== null;
    });
    expect(offenders).toEqual([]);
  });

  it('"use server" stands in app/**/actions.ts only', () => {
    const directives = sources.flatMap((source) =>
      places(
        source,
        (node) =>
          ts.isExpressionStatement(node) &&
          ts.isStringLiteral(node.expression) &&
          node.expression.text === 'use server',
      ),
    );
    expect(directives.filter((place) => !/^app\/(.*\/)?actions\.ts:/.test(place))).toEqual([]);
  });
});

describe('rule 2: lib has floors', () => {
  it('every file of lib stands on one', () => {
    const files = sources.map(({ file }) => file).filter((file) => /^lib\/.+\//.test(file));
    expect(files.filter((file) => floorOf(file) === -1)).toEqual([]);
  });

  it('nothing imports from a floor above its own', () => {
    const offenders = offences(
      (file) => under('lib')(file) && !isTest(file),
      ({ file }, from) => file !== null && under('lib')(file) && floorOf(file) > floorOf(from.file),
    );
    expect(offenders).toEqual([]);
  });
});

describe('rule 3: one door to each outside world', () => {
  const isStatic = (node: ts.Node) => ts.isIdentifier(node) && /^[A-Z]/.test(node.text);

  it('the database is asked in queries, commands and the sync only', () => {
    const asks = sources
      .filter(({ file }) => isProduct(file))
      .filter(({ file }) => !/\/(queries|commands)\.ts$|^lib\/stripe\/sync\//.test(file))
      .flatMap((source) =>
        places(
          source,
          (node) =>
            ts.isCallExpression(node) &&
            ts.isPropertyAccessExpression(node.expression) &&
            ['from', 'rpc'].includes(node.expression.name.text) &&
            !isStatic(node.expression.expression),
        ),
      );
    expect(asks).toEqual([]);
  });

  it('process.env is read in lib/env only, and by the build', () => {
    const reads = sources
      .filter(({ file }) => isProduct(file) && !envReaders.test(file))
      .flatMap((source) =>
        places(
          source,
          (node) =>
            ts.isPropertyAccessExpression(node) &&
            node.name.text === 'env' &&
            ts.isIdentifier(node.expression) &&
            node.expression.text === 'process',
        ),
      );
    expect(reads).toEqual([]);
  });

  it('the stripe package is known to few; the connector acts at people’s own accounts', () => {
    const offenders = offences(
      (file) => isProduct(file) && !/^lib\/(stripe|billing|catalog|admin|.+\/stripe)\//.test(file),
      (each) => isPackage(each, 'stripe'),
    );
    expect(offenders).toEqual([]);
  });
});

describe('rule 4: the local stack and the product do not know each other', () => {
  it('only tests and scripts import local', () => {
    const offenders = offences(isProduct, ({ file }) => file !== null && under('local')(file));
    expect(offenders).toEqual([]);
  });

  it('local imports nothing of the product', () => {
    const offenders = offences(
      (file) => under('local')(file) && !isTest(file),
      ({ file }) => file !== null && !under('local')(file),
    );
    expect(offenders).toEqual([]);
  });
});

describe('rule 5: browser tests are a black box', () => {
  it('e2e imports packages, node and its own folder', () => {
    const offenders = offences(under('e2e'), ({ file }) => file !== null && !under('e2e')(file));
    expect(offenders).toEqual([]);
  });
});

describe('rule 6: what must not reach a browser says so', () => {
  it('every file of lib that touches the database, secrets or node imports server-only', () => {
    const isServer = (each: Import) =>
      !each.typeOnly &&
      (each.specifier.startsWith('node:') ||
        isPackage(each, '@supabase/supabase-js') ||
        isPackage(each, 'pg') ||
        each.file === 'lib/env/env.ts' ||
        each.file === 'lib/db/clients.ts');
    const offenders = offences(
      (file) => under('lib')(file) && !isTest(file),
      (each, from) => isServer(each) && !importsServerOnly(from),
    );
    expect(offenders).toEqual([]);
  });
});
