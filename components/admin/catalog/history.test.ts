import { describe, expect, it } from 'vitest';
import { toHistory } from './history';

const entry = {
  id: 7,
  at: '2026-11-20T10:00:05.120+00:00',
  actor: 'ada@example.com',
  actor_kind: 'user',
  via: 'console',
  command: 'products.update',
  outcome: 'succeeded',
  stripe_request_id: 'req_1',
} as const;

const event = {
  id: 'evt_1',
  type: 'product.updated',
  created: '2026-11-20T10:00:06+00:00',
  source: 'webhook',
  status: 'processed',
  request_id: null,
};

describe('the history of an object', () => {
  it('stands newest first, whoever wrote it down', () => {
    const older = { ...event, id: 'evt_0', created: '2026-11-20T09:00:00Z' };
    const keys = toHistory([entry], [older, event]).map(({ key }) => key);
    expect(keys).toEqual(['evt_1', 'action:7', 'evt_0']);
  });

  it('names the person behind an event, and only by the request that caused it', () => {
    const by = (request_id: string | null) => toHistory([entry], [{ ...event, request_id }])[0]?.by;
    expect(by('req_1')).toBe('Stripe, after ada@example.com, told by a webhook');
    expect(by('req_2')).toBe('Stripe, told by a webhook');
    expect(by(null)).toBe('Stripe, told by a webhook');
  });

  it('knows no person behind an entry that sent nothing', () => {
    const silent = { ...entry, stripe_request_id: null };
    expect(toHistory([silent], [event])[0]?.by).toBe('Stripe, told by a webhook');
  });

  it('says that somebody is gone rather than nobody', () => {
    expect(toHistory([{ ...entry, actor: null }], [])[0]?.by).toBe(
      'Somebody who is gone in the console',
    );
  });
});
