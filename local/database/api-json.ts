import type { AnyAST, IntrospectResult } from '@supabase/lite';

/**
 * Writes the values of json columns and arguments as JSON text before the server guesses at them. It parses
 * a column's text once, and leaves an argument's text alone; the driver passes text on as it is (see
 * `wireTypes`). So a column's value is written twice and an argument's once, and a string stays a string.
 *
 * @param ast one parsed request; changed copies are answered, the original stays as it is
 */
export function writeJsonText(ast: AnyAST, introspection: IntrospectResult): AnyAST {
  const schema = ast.schema ?? introspection.default_schema ?? 'public';
  if (ast.function !== undefined && isRecord(ast.args)) {
    const names = jsonArguments(introspection, schema, ast.function, Object.keys(ast.args));
    return { ...ast, args: mapFields(ast.args, names, JSON.stringify) };
  }
  if (ast.from === undefined || ast.values === undefined) return ast;
  const names = jsonColumns(introspection, schema, ast.from);
  const { values } = ast;
  if (Array.isArray(values)) {
    return {
      ...ast,
      values: values.map((row: unknown) =>
        isRecord(row) ? mapFields(row, names, toTextTwice) : row,
      ),
    };
  }
  return isRecord(values) ? { ...ast, values: mapFields(values, names, toTextTwice) } : ast;
}

/** JSON's null stays null: PostgREST too stores SQL's null for it. */
function mapFields(
  fields: Record<string, unknown>,
  names: Set<string>,
  change: (value: unknown) => string,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      names.has(name) && value !== null ? change(value) : value,
    ]),
  );
}

function toTextTwice(value: unknown): string {
  return JSON.stringify(JSON.stringify(value));
}

function jsonColumns({ columns }: IntrospectResult, schema: string, table: string): Set<string> {
  const found = columns.filter(
    (column) => column.schema === schema && column.table === table && isJson(column.pg_type),
  );
  return new Set(found.map((column) => column.name));
}

function jsonArguments(
  { functions = [] }: IntrospectResult,
  schema: string,
  name: string,
  given: string[],
): Set<string> {
  const called = functions.find(
    (candidate) =>
      candidate.schema === schema &&
      candidate.name === name &&
      given.every((argument) => candidate.arg_names.includes(argument)),
  );
  return new Set(called?.arg_names.filter((_, index) => isJson(called.arg_types[index])));
}

function isJson(type: string | undefined): boolean {
  return type === 'json' || type === 'jsonb';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
