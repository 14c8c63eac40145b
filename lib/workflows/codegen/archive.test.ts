import { strFromU8, unzipSync } from 'fflate';
import { expect, it } from 'vitest';
import { toArchive, toFolderName } from './archive';

it('a zip holds every file in one folder, and the same files give the same bytes', () => {
  const files = [
    { path: 'workflow.py', content: 'print("ü")\n' },
    { path: '.env.example', content: '' },
  ];
  const archive = toArchive('follow-up', files);
  const found = Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, strFromU8(bytes)]);
  expect(found).toEqual([
    ['follow-up/workflow.py', 'print("ü")\n'],
    ['follow-up/.env.example', ''],
  ]);
  expect(toArchive('follow-up', files)).toEqual(archive);
});

it.each([
  ['Follow up a failed payment', 'follow-up-a-failed-payment'],
  ['../../etc/passwd', 'etc-passwd'],
  ['Größe: 1/2', 'gro-e-1-2'],
  ['…', 'workflow'],
])('the folder of "%s" is %s', (name, folder) => {
  expect(toFolderName(name)).toBe(folder);
});
