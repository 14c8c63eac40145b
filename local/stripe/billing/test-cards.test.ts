import { describe, expect, it } from 'vitest';
import { cardByNumber, cardByToken, declineOf, passesLuhn } from './test-cards';

describe('test cards', () => {
  it.each([
    ['4242424242424242', 'visa', null],
    ['4000000000000002', 'chargeDeclined', 'generic_decline'],
    ['4000000000009995', 'chargeDeclinedInsufficientFunds', 'insufficient_funds'],
    ['4000000000000069', 'chargeDeclinedExpiredCard', 'expired_card'],
    ['4000000000000127', 'chargeDeclinedIncorrectCvc', 'incorrect_cvc'],
  ])('%s is pm_card_%s and declines as %s', (number, token, declineCode) => {
    const card = cardByNumber(number);
    expect(card).toBe(cardByToken(`pm_card_${token}`));
    expect(card?.behavior.charge?.declineCode ?? null).toBe(declineCode);
    expect(passesLuhn(number)).toBe(true);
  });

  it('attach a card that fails later, and ask for authentication when set up', () => {
    expect(cardByNumber('4000000000000341')?.behavior).toMatchObject({
      attach: null,
      charge: { code: 'card_declined' },
    });
    expect(cardByNumber('4000002500003155')?.behavior.authentication).toBe('setup');
  });

  it('know no real card, and decline under any code', () => {
    expect(cardByNumber('4111111111111111')).toBeNull();
    expect(passesLuhn('4242424242424241')).toBe(false);
    expect(declineOf('do_not_honor')).toMatchObject({
      code: 'card_declined',
      declineCode: 'do_not_honor',
    });
  });
});
