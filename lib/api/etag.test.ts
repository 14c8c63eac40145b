import { describe, expect, it } from 'vitest';
import { attachment } from './attachment';
import { etagOf, parseIfMatch } from './etag';

describe('If-Match', () => {
  it('gives back the version that an ETag was made of', () => {
    expect(parseIfMatch(etagOf(12))).toBe(12);
    expect(parseIfMatch(`W/${etagOf(12)}`)).toBe(12);
  });

  it('is no condition when it is missing or a star', () => {
    expect(parseIfMatch(null)).toBeNull();
    expect(parseIfMatch('*')).toBeNull();
  });

  it.each(['12', '"abc"', '"1", "2"', '""'])('refuses %s', (header) => {
    expect(() => parseIfMatch(header)).toThrow(
      expect.objectContaining({ code: 'malformed_request' }),
    );
  });
});

describe('attachment', () => {
  it('cannot be broken out of by a name', () => {
    const { 'content-disposition': header } = attachment(
      'a"; filename="b.exe\r\nSet-Cookie: x.json',
    );
    expect(header).not.toMatch(/[\r\n]/);
    expect(header.match(/"/g)).toHaveLength(2);
  });

  it('keeps a name in any script for those who can read it', () => {
    expect(attachment('Über.json')['content-disposition']).toBe(
      `attachment; filename="_ber.json"; filename*=UTF-8''%C3%9Cber.json`,
    );
  });
});
