import type { CardBehavior, Decline } from '../kernel/records';

/** Stripe's words for what a bank says. */
const DECLINES: Record<string, Decline> = {
  generic_decline: {
    code: 'card_declined',
    declineCode: 'generic_decline',
    message: 'Your card was declined.',
  },
  insufficient_funds: {
    code: 'card_declined',
    declineCode: 'insufficient_funds',
    message: 'Your card has insufficient funds.',
  },
  lost_card: {
    code: 'card_declined',
    declineCode: 'lost_card',
    message: 'Your card was declined.',
  },
  stolen_card: {
    code: 'card_declined',
    declineCode: 'stolen_card',
    message: 'Your card was declined.',
  },
  expired_card: {
    code: 'expired_card',
    declineCode: 'expired_card',
    message: 'Your card has expired.',
  },
  incorrect_cvc: {
    code: 'incorrect_cvc',
    declineCode: 'incorrect_cvc',
    message: "Your card's security code is incorrect.",
  },
  processing_error: {
    code: 'processing_error',
    declineCode: 'processing_error',
    message: 'An error occurred while processing your card. Try again in a little bit.',
  },
};

/** A decline by its code; an unknown code is declined under its own name. */
export function declineOf(code: string): Decline {
  return (
    DECLINES[code] ?? {
      code: 'card_declined',
      declineCode: code,
      message: 'Your card was declined.',
    }
  );
}

export interface TestCard {
  number: string;
  brand: string;
  behavior: CardBehavior;
}

const GOOD: CardBehavior = { attach: null, charge: null, authentication: 'none' };

function declined(code: string): CardBehavior {
  return { ...GOOD, attach: declineOf(code), charge: declineOf(code) };
}

/** Stripe's test cards, by the names their tokens have (`pm_card_visa`). */
const TEST_CARDS: Record<string, TestCard> = {
  visa: { number: '4242424242424242', brand: 'visa', behavior: GOOD },
  visa_debit: { number: '4000056655665556', brand: 'visa', behavior: GOOD },
  mastercard: { number: '5555555555554444', brand: 'mastercard', behavior: GOOD },
  amex: { number: '378282246310005', brand: 'amex', behavior: GOOD },
  discover: { number: '6011111111111117', brand: 'discover', behavior: GOOD },
  chargeDeclined: {
    number: '4000000000000002',
    brand: 'visa',
    behavior: declined('generic_decline'),
  },
  chargeDeclinedInsufficientFunds: {
    number: '4000000000009995',
    brand: 'visa',
    behavior: declined('insufficient_funds'),
  },
  chargeDeclinedLostCard: {
    number: '4000000000009987',
    brand: 'visa',
    behavior: declined('lost_card'),
  },
  chargeDeclinedStolenCard: {
    number: '4000000000009979',
    brand: 'visa',
    behavior: declined('stolen_card'),
  },
  chargeDeclinedExpiredCard: {
    number: '4000000000000069',
    brand: 'visa',
    behavior: declined('expired_card'),
  },
  chargeDeclinedIncorrectCvc: {
    number: '4000000000000127',
    brand: 'visa',
    behavior: declined('incorrect_cvc'),
  },
  chargeDeclinedProcessingError: {
    number: '4000000000000119',
    brand: 'visa',
    behavior: declined('processing_error'),
  },
  chargeCustomerFail: {
    number: '4000000000000341',
    brand: 'visa',
    behavior: { ...GOOD, charge: declineOf('generic_decline') },
  },
  bypassPending: {
    number: '4000000000000077',
    brand: 'visa',
    behavior: { ...GOOD, bypassesPending: true },
  },
  createDispute: {
    number: '4000000000000259',
    brand: 'visa',
    behavior: { ...GOOD, dispute: 'fraudulent' },
  },
  createDisputeProductNotReceived: {
    number: '4000000000002685',
    brand: 'visa',
    behavior: { ...GOOD, dispute: 'product_not_received' },
  },
  pendingRefund: {
    number: '4000000000007726',
    brand: 'visa',
    behavior: { ...GOOD, refund: 'pending' },
  },
  refundFail: {
    number: '4000000000005126',
    brand: 'visa',
    behavior: { ...GOOD, refund: 'fails' },
  },
  authenticationRequiredOnSetup: {
    number: '4000002500003155',
    brand: 'visa',
    behavior: { ...GOOD, authentication: 'setup' },
  },
  authenticationRequired: {
    number: '4000002760003184',
    brand: 'visa',
    behavior: { ...GOOD, authentication: 'always' },
  },
};

/** A test card by its number; any other number is refused as it would be in Stripe's test mode. */
export function cardByNumber(number: string): TestCard | null {
  return Object.values(TEST_CARDS).find((card) => card.number === number) ?? null;
}

/** `pm_card_visa` -> its card. */
export function cardByToken(token: string): TestCard | null {
  return TEST_CARDS[token.replace(/^(pm_card_|tok_)/, '')] ?? null;
}

/** The check digit that every card number ends with. */
export function passesLuhn(number: string): boolean {
  if (!/^\d{12,19}$/.test(number)) return false;
  let sum = 0;
  Array.from(number)
    .reverse()
    .forEach((char, at) => {
      const digit = Number(char) * (at % 2 === 1 ? 2 : 1);
      sum += digit > 9 ? digit - 9 : digit;
    });
  return sum % 10 === 0;
}
