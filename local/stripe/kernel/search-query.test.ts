import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseSearch, type SearchFields } from './search-query';

const FIELDS: SearchFields = {
  active: 'token',
  amount: 'numeric',
  'card.last4': 'token',
  email: 'string',
  metadata: 'metadata',
};

const RECORD = {
  active: true,
  amount: 1000,
  card: { last4: '4242' },
  email: 'Amy@Rocket.io',
  metadata: { 'the key': 'va"lue', empty: '' },
};

function finds(query: string, record: object = RECORD): boolean {
  return parseSearch(query, FIELDS, 'prices')(record);
}

describe('the search language', () => {
  it.each([
    'email:"amy@rocket.io"',
    "email:'AMY@ROCKET.IO'",
    'email~"rock"',
    '-email:"other@rocket.io"',
    'active:"true"',
    "active:'true' AND amount>999",
    'active:"false" or amount<=1000',
    'active:"true" amount=1000',
    'amount:1000',
    'amount:"1000"',
    'card.last4:"4242"',
    'metadata["the key"]:"va\\"lue"',
    'metadata["none"]:null',
    '-metadata["the key"]:NULL',
    'metadata["toString"]:null',
    '-amount>1000',
  ])('finds by %s', (query) => {
    expect(finds(query)).toBe(true);
  });

  it.each([
    'email:"amy"',
    'active:"false"',
    'active:"true" AND amount>1000',
    'amount<1000 OR amount>1000',
    'email:null',
    '-card.last4:"4242"',
    'metadata["none"]:"x"',
  ])('does not find by %s', (query) => {
    expect(finds(query)).toBe(false);
  });

  it.each([
    ['', 'unable to parse'],
    ['words', 'unable to parse'],
    ['email:"open', 'unable to parse'],
    ['email:"a"email:"b"', 'unable to parse'],
    ['metadata:"x"', 'unable to parse'],
    ['email["x"]:"x"', 'unable to parse'],
    ['colour:"red"', 'Field `colour` is an unsupported search field for resource `prices`'],
    ['toString:"x"', 'unsupported search field'],
    ['active~"true"', 'does not support the operator `~`'],
    ['email>3', 'does not support the operator `>`'],
    ['email~"am"', 'at least 3 characters'],
    ['amount>"many"', 'compared with a number'],
    ['active:"a" AND amount:1 OR amount:2', 'cannot combine'],
    [Array.from({ length: 11 }, () => 'amount:1').join(' '), 'at most 10 clauses'],
  ])('refuses %s', (query, message) => {
    expect(() => finds(query)).toThrow(message);
  });

  it('finds any value by its quoted self, in and beside other clauses', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer(), (value, amount) => {
        const quoted = `"${value.replaceAll(/["\\]/g, String.raw`\$&`)}"`;
        const record = { email: value, amount };
        expect(finds(`email:${quoted} AND amount:${amount}`, record)).toBe(true);
        expect(finds(`-email:${quoted} OR amount<${amount}`, record)).toBe(false);
      }),
    );
  });
});
