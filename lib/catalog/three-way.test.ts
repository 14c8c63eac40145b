import { describe, expect, it } from 'vitest';
import { compareFields, isRemembered, nothingPushed } from './three-way';

const memory = { pushed: [{ name: 'Pro', amount: 4000 }], isDone: true, adopted: {} };

describe('compareFields', () => {
  it('finds nothing where Stripe is what the code says, whatever was pushed', () => {
    const same = { name: 'Max', amount: 1 };
    expect(compareFields(same, same, memory)).toEqual([]);
    expect(compareFields(same, same, nothingPushed)).toEqual([]);
  });

  it('takes for a change of the code what Stripe still has as it was pushed', () => {
    expect(compareFields({ amount: 4500 }, { amount: 4000 }, memory)).toEqual([
      { field: 'amount', ours: 4500, theirs: 4000, changedBy: 'code' },
    ]);
  });

  it('takes for a change at Stripe what was never pushed, also when the code changed too', () => {
    for (const amount of [4000, 4500]) {
      expect(compareFields({ amount }, { amount: 1 }, memory)).toEqual([
        { field: 'amount', ours: amount, theirs: 1, changedBy: 'stripe' },
      ]);
    }
  });

  it('believes nobody when nothing is known of an earlier push', () => {
    expect(compareFields({ amount: 1 }, { amount: 2 }, nothingPushed)[0]?.changedBy).toBe('stripe');
  });

  it('knows a push again that was cut off before its end was noted', () => {
    const cutOff = { pushed: [{ amount: 4000 }, { amount: 4500 }], isDone: false, adopted: {} };
    expect(compareFields({ amount: 5000 }, { amount: 4500 }, cutOff)[0]?.changedBy).toBe('code');
  });

  it('lets an accepted change be until the code says something new or Stripe changes again', () => {
    const accepted = { pushed: [{ amount: 4200 }], isDone: true, adopted: { amount: 4000 } };
    const by = (ours: number, theirs: number) =>
      compareFields({ amount: ours }, { amount: theirs }, accepted)[0]?.changedBy;
    expect(by(4000, 4200)).toBe('adopted');
    expect(by(4500, 4200)).toBe('code');
    expect(by(4000, 4300)).toBe('stripe');
    expect(by(4200, 4200)).toBeUndefined();
  });

  it('does not look at fields that the code does not own', () => {
    expect(compareFields({ amount: 1 }, { amount: 1, nickname: 'x' }, memory)).toEqual([]);
  });
});

describe('isRemembered', () => {
  it('is true only of what the last push left, when its end is known', () => {
    expect(isRemembered({ name: 'Pro', amount: 4000, more: 1 }, memory)).toBe(true);
    expect(isRemembered({ name: 'Pro', amount: 4100 }, memory)).toBe(false);
    expect(isRemembered({ name: 'Pro' }, nothingPushed)).toBe(false);
    const cutOff = { ...memory, isDone: false };
    expect(isRemembered({ name: 'Pro', amount: 4000 }, cutOff)).toBe(false);
  });
});
