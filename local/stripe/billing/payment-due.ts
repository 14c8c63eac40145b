import type { Account } from '../kernel/account';
import type { AnyRecord } from '../kernel/records';
import type { Store } from '../kernel/store';
import { expireAuthorization } from './capture';
import { decideDispute } from './disputes';
import { settleRefund } from './refunds';

/** When a payment, refund or dispute goes on by itself, Unix seconds, or null. */
export function paymentDue(record: AnyRecord, store: Store): number | null {
  switch (record.object) {
    case 'charge': {
      const charge = store.find('charge', record.id);
      const isHeld = charge?.status === 'succeeded' && !charge.captured && !charge.refunded;
      return isHeld ? (charge.payment_method_details?.card?.capture_before ?? null) : null;
    }
    case 'dispute': {
      const dispute = store.find('dispute', record.id);
      if (dispute?.status === 'needs_response') return dispute.evidence_details.due_by;
      return dispute?._verdict?.at ?? null;
    }
    case 'refund':
      return store.find('refund', record.id)?._next?.at ?? null;
    default:
      return null;
  }
}

/** What a charge, refund or dispute comes to when nobody does anything. */
export function runPaymentTask(account: Account, id: string): void {
  const object = account.store.any(id)?.object;
  if (object === 'charge') expireAuthorization(account, id);
  if (object === 'dispute') decideDispute(account, id);
  if (object === 'refund') settleRefund(account, id);
}
