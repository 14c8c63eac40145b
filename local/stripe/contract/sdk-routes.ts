import fs from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Method and path of one SDK method, read from the SDK's JavaScript. */
export interface SdkCall {
  className: string;
  methodName: string;
  method: string;
  path: string;
}

/** All API calls that the classes of one JavaScript file of the SDK can make. */
export function readCalls(root: string, file: string): SdkCall[] {
  const text = fs.readFileSync(path.join(root, file), 'utf8');
  if (!text.includes('_makeRequest')) return [];
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, false);
  return source.statements.filter(ts.isClassDeclaration).flatMap((declared) =>
    declared.members.filter(ts.isMethodDeclaration).flatMap((member) => {
      const call = member.body && findRequest(member.body);
      const [verb, route] = call?.arguments ?? [];
      if (!declared.name || !ts.isIdentifier(member.name) || !verb || !route) return [];
      return {
        className: declared.name.text,
        methodName: member.name.text,
        method: ts.isStringLiteral(verb) ? verb.text : '',
        path: templateText(route),
      };
    }),
  );
}

function findRequest(node: ts.Node): ts.CallExpression | undefined {
  if (
    ts.isCallExpression(node) &&
    ts.isPropertyAccessExpression(node.expression) &&
    node.expression.name.text === '_makeRequest'
  ) {
    return node;
  }
  return ts.forEachChild(node, findRequest);
}

/** `/v1/prices/${encodeURIComponent(id)}` -> `/v1/prices/{id}` */
function templateText(node: ts.Expression): string {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return '';
  return node.templateSpans.reduce(
    (text, span) => `${text}{${argumentName(span.expression)}}${span.literal.text}`,
    node.head.text,
  );
}

function argumentName(node: ts.Expression): string {
  const [argument] = ts.isCallExpression(node) ? node.arguments : [];
  return argument && ts.isIdentifier(argument) ? argument.text : 'id';
}
