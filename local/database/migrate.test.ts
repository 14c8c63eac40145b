import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate } from './migrate';
import { createTestDatabase, type TestDatabase } from './template';

let database: TestDatabase;
let folder: string;

beforeEach(async () => {
  database = await createTestDatabase({ migrations: null });
  folder = await mkdtemp(path.join(tmpdir(), 'cue-migrations-'));
  await write(
    '20260101000000_notes.sql',
    'create table notes (id int);\ninsert into notes values (1);',
  );
});

afterEach(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(file: string, sql: string) {
  await writeFile(path.join(folder, file), sql);
}

test('migrations are applied once, in order', async () => {
  await write('20260101000001_more.sql', 'insert into notes values (2);');
  expect(await migrate(database.url, folder)).toEqual([
    '20260101000000_notes.sql',
    '20260101000001_more.sql',
  ]);
  expect(await migrate(database.url, folder)).toEqual([]);
  expect(await database.query('select id from notes order by id')).toEqual([{ id: 1 }, { id: 2 }]);
});

test('the history has the statements one by one, as the Supabase CLI records them', async () => {
  await migrate(database.url, folder);
  expect(await database.query('select * from supabase_migrations.schema_migrations')).toEqual([
    {
      version: '20260101000000',
      name: 'notes',
      statements: ['create table notes (id int)', 'insert into notes values (1)'],
    },
  ]);
});

test('a failing migration leaves nothing behind and is named with its line', async () => {
  await write(
    '20260101000001_bad.sql',
    'create table half (id int);\n\ninsert into nowhere values (1);',
  );
  await expect(migrate(database.url, folder)).rejects.toThrow(
    'Migration 20260101000001_bad.sql:3 failed: relation "nowhere" does not exist',
  );
  expect(await database.query(`select to_regclass('half') as half`)).toEqual([{ half: null }]);
  expect(await database.query('select version from supabase_migrations.schema_migrations')).toEqual(
    [{ version: '20260101000000' }],
  );
});

test('an edited migration is refused', async () => {
  await migrate(database.url, folder);
  await write('20260101000000_notes.sql', 'create table notes (id int, body text);');
  await expect(migrate(database.url, folder)).rejects.toThrow(
    '20260101000000_notes.sql was edited after it was applied',
  );
});

test('a migration that only changed its line breaks is not an edited one', async () => {
  await migrate(database.url, folder);
  await write(
    '20260101000000_notes.sql',
    'create table notes (id int);\n\n\n  insert into notes values (1);\n',
  );
  expect(await migrate(database.url, folder)).toEqual([]);
});

test('a missing migration is refused', async () => {
  await migrate(database.url, folder);
  await rm(path.join(folder, '20260101000000_notes.sql'));
  await expect(migrate(database.url, folder)).rejects.toThrow(
    'Migration 20260101000000_notes was applied to this database, but its file is gone',
  );
});

test('a new migration with an old number is refused', async () => {
  await migrate(database.url, folder);
  await write('20250101000000_early.sql', 'select 1;');
  await expect(migrate(database.url, folder)).rejects.toThrow('comes before 20260101000000');
});

test('a file with another name is refused', async () => {
  await write('notes.sql', 'select 1;');
  await expect(migrate(database.url, folder)).rejects.toThrow('not named <digits>_<name>.sql');
});

test('a migration cannot do what only a superuser may, as on hosted Supabase', async () => {
  await write('20260101000001_super.sql', 'create role boss superuser;');
  await expect(migrate(database.url, folder)).rejects.toThrow(/permission denied/);
});
