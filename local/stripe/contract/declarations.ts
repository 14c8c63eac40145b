import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** A type declaration together with the namespaces it stands in, for name lookup. */
export interface Declaration {
  file: string;
  scope: string[];
  node: ts.InterfaceDeclaration | ts.TypeAliasDeclaration | ts.ClassDeclaration;
}

interface SourceModule {
  /** Declarations by dotted name: `PriceCreateParams.Recurring`. */
  declared: Map<string, Declaration>;
  /** Local name -> where it comes from; `name: '*'` is a namespace import. */
  imported: Map<string, { file: string; name: string }>;
}

/**
 * Finds type declarations of the SDK by name, following namespaces and imports the way
 * TypeScript does. A full type checker would take seconds; this takes half of one.
 */
export class Declarations {
  private readonly modules = new Map<string, SourceModule>();

  constructor(private readonly root: string) {}

  /** The declaration `name` means when written inside `scope` of `file`, or null (built-ins). */
  resolve(file: string, scope: readonly string[], name: string): Declaration | null {
    const source = this.module(file);
    for (let depth = scope.length; depth >= 0; depth -= 1) {
      const found = source.declared.get([...scope.slice(0, depth), name].join('.'));
      if (found) return found;
    }
    const [head = '', ...rest] = name.split('.');
    const origin = source.imported.get(head);
    if (!origin) return null;
    if (origin.name === '*') return this.resolve(origin.file, [], rest.join('.'));
    return this.resolve(origin.file, [], [origin.name, ...rest].join('.'));
  }

  /** All declarations of a file. */
  in(file: string): Declaration[] {
    return [...this.module(file).declared.values()];
  }

  private module(file: string): SourceModule {
    const known = this.modules.get(file);
    if (known) return known;
    const text = fs.readFileSync(path.join(this.root, file), 'utf8');
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false);
    const created: SourceModule = { declared: new Map(), imported: new Map() };
    this.modules.set(file, created);
    collect(source.statements, file, [], created);
    return created;
  }
}

function collect(
  statements: ts.NodeArray<ts.Statement>,
  file: string,
  scope: string[],
  into: SourceModule,
): void {
  for (const node of statements) {
    if (ts.isImportDeclaration(node)) collectImport(node, file, into);
    else if (ts.isExportDeclaration(node)) collectExport(node, file, into);
    else if (ts.isModuleDeclaration(node) && node.body && ts.isModuleBlock(node.body)) {
      collect(node.body.statements, file, [...scope, node.name.text], into);
    } else if (
      ts.isInterfaceDeclaration(node) ||
      ts.isTypeAliasDeclaration(node) ||
      ts.isClassDeclaration(node)
    ) {
      if (node.name) {
        into.declared.set([...scope, node.name.text].join('.'), { file, scope, node });
      }
    }
  }
}

function targetOf(from: string, specifier: ts.Expression): string | null {
  if (!ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) return null;
  return path.join(path.dirname(from), specifier.text).replace(/\.js$/, '.d.ts');
}

function collectImport(node: ts.ImportDeclaration, file: string, into: SourceModule): void {
  const target = targetOf(file, node.moduleSpecifier);
  const bindings = node.importClause?.namedBindings;
  if (!target || !bindings) return;
  if (ts.isNamespaceImport(bindings)) {
    into.imported.set(bindings.name.text, { file: target, name: '*' });
    return;
  }
  for (const { name, propertyName } of bindings.elements) {
    into.imported.set(name.text, { file: target, name: (propertyName ?? name).text });
  }
}

/** `export { Session } from './Sessions.js'` makes a name visible to importers like an import. */
function collectExport(node: ts.ExportDeclaration, file: string, into: SourceModule): void {
  const target = node.moduleSpecifier && targetOf(file, node.moduleSpecifier);
  if (!target || !node.exportClause || !ts.isNamedExports(node.exportClause)) return;
  for (const { name, propertyName } of node.exportClause.elements) {
    into.imported.set(name.text, { file: target, name: (propertyName ?? name).text });
  }
}
