import type { Account } from '../kernel/account';
import type { Records } from '../kernel/records';
import { DAY } from './calendar';

type Transaction = Records['balance_transaction'];

/** A card payment can be paid out after two days; a refund counts at once. */
const PENDING_SECONDS = 2 * DAY;

/** Stripe's price for a card payment in the United States: 2.9 % and 30 cents. */
function feeOf(amount: number): number {
  return Math.round(amount * 0.029) + 30;
}

interface Movement {
  /** Minor units; negative leaves the account. */
  amount: number;
  currency: string;
  description: string | null;
  /** Minor units; negative gives an earlier fee back. */
  fee: number;
  feeDescription?: string;
  isPending?: boolean;
  category: string;
  source: string;
  type: Transaction['type'];
}

/** Writes down that money came or went; `net` is what the account has of it. */
export function recordMovement(account: Account, movement: Movement): Transaction {
  const { amount, currency, fee } = movement;
  return account.create('balance_transaction', {
    amount,
    available_on: account.now() + (movement.isPending ? PENDING_SECONDS : 0),
    balance_type: 'payments',
    currency,
    description: movement.description,
    fee,
    fee_details:
      fee === 0
        ? []
        : [
            {
              amount: fee,
              application: null,
              currency,
              description: movement.feeDescription ?? 'Stripe processing fees',
              type: 'stripe_fee',
            },
          ],
    net: amount - fee,
    reporting_category: movement.category,
    source: movement.source,
    status: 'pending',
    type: movement.type,
  });
}

/** The money of a captured charge arrives, less Stripe's fee. */
export function recordIncome(
  account: Account,
  charge: Records['charge'],
  bypassesPending: boolean,
): Transaction {
  return recordMovement(account, {
    amount: charge.amount_captured,
    category: 'charge',
    currency: charge.currency,
    description: charge.description,
    fee: feeOf(charge.amount_captured),
    isPending: !bypassesPending,
    source: charge.id,
    type: 'charge',
  });
}
