import { describe, expect, it } from 'vitest';
import { momentsOf } from './moments';

const at = (text: string) => new Date(text);
const daily = { cron: '0 9 * * *', timezone: 'UTC' };

describe('momentsOf', () => {
  it('is due from the very moment on', () => {
    const from = at('2026-01-01T00:00:00Z');
    expect(momentsOf(daily, from, at('2026-01-01T08:59:59Z')).due).toBeNull();
    expect(momentsOf(daily, from, at('2026-01-01T09:00:00Z'))).toEqual({
      due: at('2026-01-01T09:00:00Z'),
      next: at('2026-01-02T09:00:00Z'),
    });
  });

  it('lets go of all that were missed but the latest', () => {
    const found = momentsOf(daily, at('2026-01-01T09:00:00Z'), at('2026-01-05T12:00:00Z'));
    expect(found.due).toEqual(at('2026-01-05T09:00:00Z'));
  });

  it('keeps to the clock of its time zone when that is moved', () => {
    const berlin = { cron: '0 9 * * *', timezone: 'Europe/Berlin' };
    const winter = momentsOf(berlin, at('2026-03-28T00:00:00Z'), at('2026-03-28T12:00:00Z'));
    expect(winter.due).toEqual(at('2026-03-28T08:00:00Z'));
    expect(winter.next).toEqual(at('2026-03-29T07:00:00Z'));
  });
});
