import { expect, test } from 'vitest';
import { splitStatements } from './statements';

test('statements lose their semicolon and keep the comment above them', () => {
  expect(splitStatements('-- first\nselect 1;\n\nselect 2;\n')).toEqual([
    '-- first\nselect 1',
    'select 2',
  ]);
});

test.each([
  ['a string', `select 'a;b'`],
  ['a doubled quote', `select 'it''s; here'`],
  ['an escape string', String.raw`select E'it\'s; here'`],
  ['a quoted name', 'select 1 as "a;b"'],
  ['a dollar quote', 'select $$a;b$$'],
  ['a tagged dollar quote', 'select $x$a; $$ ;b$x$'],
  ['a line comment', 'select 1 -- a; b\n + 1'],
  ['a block comment', 'select /* a; b */ 1'],
  ['a nested block comment', 'select /* a /* ; */ ; */ 1'],
  [
    'a standard function body',
    'create function f() returns int begin atomic; select case when true then 1 end; end',
  ],
])('a semicolon inside %s does not split', (_where, sql) => {
  expect(splitStatements(`${sql};\nselect 2;`)).toEqual([sql, 'select 2']);
});

test('parameters are not taken for dollar quotes', () => {
  expect(splitStatements('select $1; select $2; select a$b$c; select d$b$e')).toHaveLength(4);
});

test('a transaction block is not taken for a function body', () => {
  expect(splitStatements('begin; select 1; end;')).toEqual(['begin', 'select 1', 'end']);
});

test('a comment after the last statement is a statement of its own, as the CLI has it', () => {
  expect(splitStatements('select 1;\n-- the end\n')).toEqual(['select 1', '-- the end']);
});
