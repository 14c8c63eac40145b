import { describe, expect, it } from 'vitest';
import { withQuery } from './page-query';

describe('the address of a list', () => {
  it('keeps the search while it goes on to the next page', () => {
    expect(withQuery({ q: 'ada', after: 'cus_1' }, { after: 'cus_2' })).toEqual({
      q: 'ada',
      after: 'cus_2',
    });
  });

  it('begins anew when a filter changes', () => {
    expect(withQuery({ status: 'active', after: 'sub_1' }, { status: 'past_due' })).toEqual({
      status: 'past_due',
    });
  });

  it('has no empty words', () => {
    expect(withQuery({ q: '', status: null }, { after: undefined })).toEqual({});
  });
});
