import ts from 'typescript';
import type { Declaration, Declarations } from './declarations';
import type { Field, Fields, Shape } from './shape';

/** Turns the SDK's TypeScript types into shapes; named types are read once each. */
export class TypeReader {
  readonly types: Record<string, Fields> = {};

  constructor(private readonly declarations: Declarations) {}

  /** Reads an interface (and all it refers to) and answers its name in `types`. */
  readInterface(declaration: Declaration): string {
    const name = nameOf(declaration);
    if (name in this.types) return name;
    const fields: Fields = {};
    this.types[name] = fields; // first, because types refer to each other in circles
    this.readMembers(declaration, fields);
    return name;
  }

  /** The shape of a type written at some place of the SDK. */
  readType(node: ts.TypeNode, at: Declaration): Shape {
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { kind: 'string' };
      case ts.SyntaxKind.NumberKeyword:
        return { kind: 'number' };
      case ts.SyntaxKind.BooleanKeyword:
        return { kind: 'boolean' };
    }
    if (ts.isLiteralTypeNode(node)) return readLiteral(node);
    if (ts.isArrayTypeNode(node)) {
      return { kind: 'array', of: this.readType(node.elementType, at) };
    }
    if (ts.isUnionTypeNode(node)) {
      return union(node.types.map((part) => this.readType(part, at)));
    }
    if (ts.isParenthesizedTypeNode(node)) return this.readType(node.type, at);
    if (ts.isTypeLiteralNode(node)) return this.readIndexed(node, at);
    if (ts.isTypeReferenceNode(node)) return this.readReference(node, at);
    return { kind: 'unknown' };
  }

  private readReference(node: ts.TypeReferenceNode, at: Declaration): Shape {
    const name = entityText(node.typeName);
    const first = node.typeArguments?.[0];
    const inner = (): Shape => (first ? this.readType(first, at) : { kind: 'unknown' });
    switch (name) {
      case 'Array':
        return { kind: 'array', of: inner() };
      case 'ApiList':
        return { kind: 'page', of: inner() };
      case 'Emptyable':
        return union([{ kind: 'null' }, inner()]);
      case 'Decimal':
        return { kind: 'decimal' };
      case 'Metadata':
      case 'MetadataParam':
        return { kind: 'map', of: { kind: 'string' } };
      case 'OtherString':
        return { kind: 'enum', values: [] }; // marks an open enum; the listed values are the enum
    }
    const declaration = this.declarations.resolve(at.file, [...at.scope, ownName(at)], name);
    if (!declaration) return { kind: 'unknown' };
    if (ts.isTypeAliasDeclaration(declaration.node)) {
      return this.readType(declaration.node.type, declaration);
    }
    if (ts.isClassDeclaration(declaration.node)) return { kind: 'unknown' };
    return { kind: 'ref', to: this.readInterface(declaration) };
  }

  private readIndexed(node: ts.TypeLiteralNode, at: Declaration): Shape {
    const index = node.members.find(ts.isIndexSignatureDeclaration);
    return index ? { kind: 'map', of: this.readType(index.type, at) } : { kind: 'unknown' };
  }

  private readMembers(declaration: Declaration, into: Fields): void {
    const { node } = declaration;
    if (!ts.isInterfaceDeclaration(node)) return;
    for (const clause of node.heritageClauses ?? []) {
      for (const { expression } of clause.types) {
        const base = this.declarations.resolve(
          declaration.file,
          declaration.scope,
          expressionText(expression),
        );
        if (base) this.readMembers(base, into);
      }
    }
    for (const member of node.members) {
      if (!ts.isPropertySignature(member) || !member.type) continue;
      // `deleted?: void` only tells TypeScript apart what `deleted: true` says on the wire.
      if (member.type.kind === ts.SyntaxKind.VoidKeyword) continue;
      if (!ts.isIdentifier(member.name) && !ts.isStringLiteral(member.name)) continue;
      into[member.name.text] = toField(
        this.readType(member.type, declaration),
        member.questionToken !== undefined,
      );
    }
  }
}

/** The key of a declaration in `types`: its file and dotted name. */
function nameOf({ file, scope, node }: Declaration): string {
  return `${file.replace(/\.d\.ts$/, '')}#${[...scope, node.name?.text ?? ''].join('.')}`;
}

function ownName({ node }: Declaration): string {
  return node.name?.text ?? '';
}

function toField(shape: Shape, optional: boolean): Field {
  if (shape.kind !== 'union') return { shape, optional, nullable: shape.kind === 'null' };
  const rest = shape.of.filter((part) => part.kind !== 'null');
  return { shape: union(rest), optional, nullable: rest.length < shape.of.length };
}

function readLiteral(node: ts.LiteralTypeNode): Shape {
  const { literal } = node;
  if (literal.kind === ts.SyntaxKind.NullKeyword) return { kind: 'null' };
  if (literal.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'enum', values: [true] };
  if (literal.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'enum', values: [false] };
  if (ts.isStringLiteral(literal)) {
    return literal.text === '' ? { kind: 'null' } : { kind: 'enum', values: [literal.text] };
  }
  if (ts.isNumericLiteral(literal)) return { kind: 'enum', values: [Number(literal.text)] };
  return { kind: 'unknown' };
}

/** Flattens nested unions and merges all literals into one enum. */
function union(parts: Shape[]): Shape {
  const flat = parts.flatMap((part) => (part.kind === 'union' ? part.of : [part]));
  const values = flat.flatMap((part) => (part.kind === 'enum' ? part.values : []));
  const others = flat.filter(
    (part, at) => part.kind !== 'enum' && !(part.kind === 'null' && flat.findIndex(isNull) !== at),
  );
  const all: Shape[] = values.length > 0 ? [{ kind: 'enum', values }, ...others] : others;
  const [only] = all;
  return all.length === 1 && only ? only : { kind: 'union', of: all };
}

function isNull(shape: Shape): boolean {
  return shape.kind === 'null';
}

function entityText(name: ts.EntityName): string {
  return ts.isIdentifier(name) ? name.text : `${entityText(name.left)}.${name.right.text}`;
}

function expressionText(node: ts.Expression): string {
  if (ts.isIdentifier(node)) return node.text;
  if (ts.isPropertyAccessExpression(node)) {
    return `${expressionText(node.expression)}.${node.name.text}`;
  }
  return '';
}
