import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import { Declarations, type Declaration } from './declarations';
import { readCalls } from './sdk-routes';
import type { Digest, RouteSpec } from './shape';
import { TypeReader } from './type-reader';

/** Raise when the digest's format or the way it is read changes, so that old caches are ignored. */
const FORMAT = 1;

/**
 * The contract of the installed SDK, from the cache when it is there, else read from the SDK's own
 * declarations (about half a second) and cached for the next start.
 */
export function loadDigest(cacheFolder: string): Digest {
  const { root, version } = findSdk();
  const cacheFile = path.join(cacheFolder, `stripe-contract-${version}-${FORMAT}.json`);
  const cached = readCache(cacheFile);
  if (cached) return cached;
  const digest = readDigest(root, version);
  fs.mkdirSync(cacheFolder, { recursive: true });
  // Written beside and renamed: another process starting at the same time never reads half a file.
  const draft = `${cacheFile}.${process.pid}`;
  fs.writeFileSync(draft, JSON.stringify(digest));
  fs.renameSync(draft, cacheFile);
  return digest;
}

function readCache(file: string): Digest | null {
  try {
    return JSON.parse(fs.readFileSync(file, 'utf8')) as Digest; // written by us, keyed by format
  } catch {
    return null;
  }
}

function findSdk(): { root: string; version: string } {
  // The package does not export its package.json; its entry file leads to the folder.
  const entry = createRequire(import.meta.url).resolve('stripe');
  const folder = entry.slice(0, entry.lastIndexOf(`${path.sep}stripe${path.sep}`) + 8);
  const version = fs.readFileSync(path.join(folder, 'VERSION'), 'utf8').trim();
  return { root: path.join(folder, 'esm'), version };
}

/** Reads the SDK in `root` (its `esm` folder). */
function readDigest(root: string, sdkVersion: string): Digest {
  const declarations = new Declarations(root);
  const reader = new TypeReader(declarations);
  const files = fs
    .readdirSync(path.join(root, 'resources'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.d.ts') && !file.startsWith('V2'))
    .map((file) => path.join('resources', file));

  const routes = new Map<string, RouteSpec>();
  const objects: Record<string, string> = {};
  for (const file of files) {
    for (const declaration of declarations.in(file)) {
      const literal = objectLiteral(declaration);
      if (literal) objects[literal] ??= reader.readInterface(declaration);
    }
    for (const call of readCalls(root, file.replace(/\.d\.ts$/, '.js'))) {
      const key = `${call.method} ${call.path}`;
      routes.set(key, {
        key,
        method: call.method,
        path: call.path,
        params: readParams(declarations, reader, file, call.className, call.methodName),
      });
    }
  }
  const api = fs.readFileSync(path.join(root, 'apiVersion.js'), 'utf8');
  return {
    sdkVersion,
    apiVersion: /ApiVersion = '([^']+)'/.exec(api)?.[1] ?? '',
    routes: [...routes.values()],
    types: reader.types,
    objects,
    eventTypes: readEventTypes(declarations, reader),
  };
}

/** The `object` literal of a top-level resource type; deleted stubs share it and are left out. */
function objectLiteral({ node, scope }: Declaration): string | null {
  if (!ts.isInterfaceDeclaration(node) || scope.length > 0) return null;
  if (node.name.text.startsWith('Deleted')) return null;
  for (const member of node.members) {
    if (!ts.isPropertySignature(member) || !ts.isIdentifier(member.name)) continue;
    if (member.name.text !== 'object' || !member.type) continue;
    if (!ts.isLiteralTypeNode(member.type)) continue;
    return ts.isStringLiteral(member.type.literal) ? member.type.literal.text : null;
  }
  return null;
}

function readParams(
  declarations: Declarations,
  reader: TypeReader,
  file: string,
  className: string,
  methodName: string,
): string | null {
  const owner = declarations.resolve(file, [], className);
  if (!owner || !ts.isClassDeclaration(owner.node)) return null;
  for (const member of owner.node.members) {
    if (!ts.isMethodDeclaration(member) || !ts.isIdentifier(member.name)) continue;
    if (member.name.text !== methodName) continue;
    const params = member.parameters.find(
      ({ name }) => ts.isIdentifier(name) && name.text === 'params',
    );
    if (!params?.type) continue;
    const shape = reader.readType(params.type, owner);
    if (shape.kind === 'ref') return shape.to;
  }
  return null;
}

function readEventTypes(declarations: Declarations, reader: TypeReader): string[] {
  const type = declarations.resolve('resources/Events.d.ts', ['Event'], 'Type');
  if (!type || !ts.isTypeAliasDeclaration(type.node)) return [];
  const shape = reader.readType(type.node.type, type);
  return shape.kind === 'enum' ? shape.values.map(String) : [];
}
