import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Secrets } from './secrets';

const token = 'opaque+token/with"more';

test.each([
  ['as it is', token],
  ['in an address', encodeURIComponent(token)],
  ['in JSON', JSON.stringify(token).slice(1, -1)],
  ['in a header', Buffer.from(token).toString('base64')],
])('a secret is hidden %s', (_where, written) => {
  expect(new Secrets([token]).hide(`before ${written} after`)).toBe('before [redacted] after');
});

test('the longest of those that begin alike is hidden whole', () => {
  const secrets = new Secrets(['abcdef', 'abcdef-and-more']);
  expect(secrets.hide('abcdef-and-more abcdef')).toBe('[redacted] [redacted]');
});

test('a text that was cut shows no more of a secret than anybody can use', () => {
  const secrets = new Secrets([token]);
  expect(secrets.hide(`No: ${token.slice(0, 15)}`)).toBe('No: [redacted]');
  expect(secrets.hide(`No: ${token.slice(0, 15)}…`)).toBe('No: [redacted]…');
});

test('words that are no secret stay, and short values are none', () => {
  expect(new Secrets([token, 'on', '']).hide('opaque is only a word')).toBe(
    'opaque is only a word',
  );
});

test('no text holds any of many secrets, wherever they stand', () => {
  const secret = fc
    .string({ minLength: 6, maxLength: 20 })
    .filter((text) => !'[redacted]'.includes(text));
  fc.assert(
    fc.property(
      fc.array(secret, { minLength: 1, maxLength: 20 }),
      fc.array(fc.tuple(fc.string({ maxLength: 10 }), fc.nat()), { maxLength: 20 }),
      (secrets, pieces) => {
        const text = pieces
          .map(([between, which]) => `${between}${secrets[which % secrets.length] ?? ''}`)
          .join('');
        const shown = new Secrets(secrets).hide(text);
        // What was beside a secret may look like another one only together with the mark.
        const rest = shown.split('[redacted]');
        expect(rest.some((part) => secrets.some((each) => part.includes(each)))).toBe(false);
      },
    ),
  );
});
