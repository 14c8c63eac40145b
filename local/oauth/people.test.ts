import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { avatarSvg } from './avatar';
import { nameFromEmail, splitName, stableId, toLogin } from './people';
import { openState } from './state';

test('an id depends on provider and address alone, whatever the case', () => {
  const id = stableId('google', 'Mara@Example.com', 21);
  expect(id).toBe(stableId('google', 'mara@example.com', 21));
  expect(id).not.toBe(stableId('github', 'mara@example.com', 21));
  expect(id).toMatch(/^1\d{20}$/);
});

test('names and logins come out of an address', () => {
  expect(nameFromEmail('kim.lee+test@example.com')).toBe('Kim Lee Test');
  expect(toLogin('Kim.Lee+test@example.com')).toBe('kim-lee-test');
  expect(toLogin('...@example.com')).toBe('someone');
  expect(splitName('Ada')).toEqual({ givenName: 'Ada', familyName: '' });
  expect(splitName('Ada van der Berg')).toEqual({ givenName: 'Ada', familyName: 'van der Berg' });
});

test('an avatar cannot carry markup out of a name', () => {
  expect(avatarSvg('<script> "&', 'x')).toContain('>S</text>');
});

test('a damaged state file is reported with what to do, not replaced', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'state-'));
  const file = path.join(folder, 'google.json');
  writeFileSync(file, '{"keys":');
  expect(() => openState(file)).toThrow('is damaged');
  rmSync(folder, { recursive: true });
});
