import type { Account } from '../kernel/account';
import type { CardBehavior, JsonObject, Records } from '../kernel/records';
import { recordMovement } from './balance';
import { DAY } from './calendar';

type Charge = Records['charge'];
type Dispute = Records['dispute'];

/** What a bank takes for a dispute, in minor units; given back when it is won. */
const DISPUTE_FEE = 1500;
/** Evidence may be handed in until the end of the day that is so far away. */
const RESPONSE_SECONDS = 7 * DAY;

/** The code that Visa has for each reason. */
const NETWORK_CODES = { fraudulent: '10.4', product_not_received: '13.1' } as const;

/** Disputes a charge when the test card that paid it stands for that. */
export function disputeIfAsked(
  account: Account,
  charge: Charge,
  { dispute: reason }: CardBehavior,
): void {
  if (reason === undefined) return;
  const due = account.now() + RESPONSE_SECONDS;
  const dispute = account.create('dispute', {
    amount: charge.amount_captured,
    charge: charge.id,
    currency: charge.currency,
    evidence: emptyEvidence(account),
    evidence_details: {
      due_by: due - (due % DAY) + DAY - 1,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'not_submitted',
    },
    is_charge_refundable: false,
    metadata: {},
    network_reason_code: NETWORK_CODES[reason],
    payment_intent: charge.payment_intent,
    payment_method_details: {
      card: {
        brand: charge.payment_method_details?.card?.brand ?? 'visa',
        case_type: 'chargeback',
        network: charge.payment_method_details?.card?.network ?? 'visa',
        network_reason_code: NETWORK_CODES[reason],
      },
      type: 'card',
    },
    reason,
    status: 'needs_response',
    _balance_transactions: [],
    _verdict: null,
  });
  account.change('charge', charge.id, null, { disputed: true });
  account.emit('charge.dispute.created', dispute);
  moveFunds(account, dispute, 'charge.dispute.funds_withdrawn');
}

/** The bank has decided, or nobody answered it in time. */
export function decideDispute(account: Account, id: string): Dispute {
  const dispute = account.require('dispute', id);
  const isLate = dispute.status === 'needs_response';
  if (isLate) {
    account.change('dispute', id, null, {
      evidence_details: { ...dispute.evidence_details, past_due: true },
    });
  }
  return closeDispute(account, id, isLate ? 'lost' : (dispute._verdict?.outcome ?? 'lost'));
}

/** Ends a dispute; one that is won brings the money back. */
export function closeDispute(account: Account, id: string, outcome: 'lost' | 'won'): Dispute {
  const closed = account.change('dispute', id, null, { status: outcome, _verdict: null });
  account.emit('charge.dispute.closed', closed);
  if (outcome === 'won') moveFunds(account, closed, 'charge.dispute.funds_reinstated');
  return account.require('dispute', id);
}

function moveFunds(
  account: Account,
  dispute: Dispute,
  event: 'charge.dispute.funds_reinstated' | 'charge.dispute.funds_withdrawn',
): void {
  const isBack = event === 'charge.dispute.funds_reinstated';
  const { id } = recordMovement(account, {
    amount: isBack ? dispute.amount : -dispute.amount,
    category: isBack ? 'dispute_reversal' : 'dispute',
    currency: dispute.currency,
    description: `Chargeback ${isBack ? 'reversal' : 'withdrawal'} for ${dispute.charge}`,
    fee: isBack ? -DISPUTE_FEE : DISPUTE_FEE,
    feeDescription: 'Dispute fee',
    source: dispute.id,
    type: 'adjustment',
  });
  const moved = account.change('dispute', dispute.id, null, {
    _balance_transactions: [...dispute._balance_transactions, id],
  });
  account.emit(event, moved);
}

/** Evidence before any is given: every field null, as the SDK's types have them. */
function emptyEvidence(account: Account): Dispute['evidence'] {
  const shape = account.contract.objectFields('dispute').evidence?.shape;
  const fields = shape?.kind === 'ref' ? account.contract.fields(shape.to) : {};
  const empty: JsonObject = { enhanced_evidence: {} };
  for (const [name, { nullable, optional }] of Object.entries(fields)) {
    if (nullable && !optional) empty[name] = null;
  }
  // The contract is read from this very type.
  return empty as unknown as Dispute['evidence'];
}
