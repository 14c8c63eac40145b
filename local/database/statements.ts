/**
 * Splits SQL text into statements as the Supabase CLI records them: trimmed, without the closing semicolon,
 * comments kept with the statement they precede. Semicolons inside strings, quoted names, dollar quotes,
 * comments and `begin atomic ... end` bodies do not split.
 */
export function splitStatements(sql: string): string[] {
  const statements: string[] = [];
  let start = 0;
  // Depth of SQL-standard function bodies: `begin atomic` opens, its `end` closes; so does a `case`.
  let depth = 0;
  for (const token of tokens(sql)) {
    const word = token.text.toLowerCase();
    if (/^begin\s+atomic$/.test(word) || (depth > 0 && word === 'case')) depth += 1;
    else if (depth > 0 && word === 'end') depth -= 1;
    else if (word === ';' && depth === 0) {
      statements.push(sql.slice(start, token.index));
      start = token.index + 1;
    }
  }
  statements.push(sql.slice(start));
  return statements.map((statement) => statement.trim()).filter((statement) => statement !== '');
}

interface Token {
  text: string;
  index: number;
}

/** Everything that can hide a semicolon, then the words that matter, then the semicolon itself. */
const pattern = new RegExp(
  [
    String.raw`--[^\n]*`,
    String.raw`(?<![\w$])[eE]'(?:[^'\\]|\\[\s\S]|'')*'`,
    String.raw`'(?:[^']|'')*'`,
    String.raw`"(?:[^"]|"")*"`,
    String.raw`(?<![\w$])\$(?<tag>[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*|)\$[\s\S]*?\$\k<tag>\$`,
    String.raw`\bbegin\s+atomic\b`,
    String.raw`\b(?:case|end)\b`,
    String.raw`\/\*`,
    ';',
  ].join('|'),
  'gi',
);

function* tokens(sql: string): Generator<Token> {
  const scanner = new RegExp(pattern);
  for (let found = scanner.exec(sql); found; found = scanner.exec(sql)) {
    if (found[0] === '/*') scanner.lastIndex = endOfBlockComment(sql, found.index);
    else yield { text: found[0], index: found.index };
  }
}

/** Block comments nest in PostgreSQL, which a regular expression cannot follow. */
function endOfBlockComment(sql: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  let depth = 0;
  for (let mark = marks.exec(sql); mark; mark = marks.exec(sql)) {
    depth += mark[0] === '/*' ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}
