import { describe, expect, it } from 'vitest';
import { splitPhrases } from './phrases';

describe('splitPhrases', () => {
  it('loses no character, whatever the phrases are', () => {
    const text = 'When it rains, close the roof; otherwise open it.';
    for (const phrases of [['When it rains', 'open it'], ['not there'], [null], ['it', 'it']]) {
      const joined = splitPhrases(text, phrases).map((part) => part.text);
      expect(joined.join('')).toBe(text);
    }
  });

  it('marks each phrase with the node that it belongs to', () => {
    expect(splitPhrases('Wait, then go.', ['Wait', null, 'go'])).toEqual([
      { text: 'Wait', node: 0 },
      { text: ', then ', node: null },
      { text: 'go', node: 2 },
      { text: '.', node: null },
    ]);
  });

  it('skips a phrase which the description no longer holds', () => {
    expect(splitPhrases('Go.', ['Wait', 'Go'])).toEqual([
      { text: 'Go', node: 1 },
      { text: '.', node: null },
    ]);
  });
});
