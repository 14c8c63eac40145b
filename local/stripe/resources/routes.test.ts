import { describe, expect, it } from 'vitest';
import { Contract } from '../contract/contract';
import { loadDigest } from '../contract/digest';
import { ROUTES } from './routes';

describe('routes', () => {
  it('handle only what the pinned SDK can call, each once', () => {
    const contract = new Contract(loadDigest('node_modules/.cache/local-stripe'));
    const keys = ROUTES.map(({ key }) => key);
    expect(keys.filter((key) => !contract.hasRoute(key))).toEqual([]);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
