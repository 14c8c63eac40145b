import { createHash } from 'node:crypto';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** Prefix and length of what follows it, by object type. */
const FORMS: Record<string, readonly [prefix: string, length: number]> = {
  'billing.meter': ['mtr_test_', 40],
  'billing.meter_event': ['mtrevt_', 24],
  'billing.meter_event_summary': ['mtrusg_', 24],
  account: ['acct_', 16],
  balance_transaction: ['txn_', 24],
  'billing_portal.configuration': ['bpc_', 24],
  'billing_portal.session': ['bps_', 24],
  charge: ['ch_', 24],
  'checkout.session': ['cs_test_', 58],
  coupon: ['', 8],
  credit_note: ['cn_', 24],
  credit_note_line_item: ['cnli_', 24],
  customer: ['cus_', 14],
  customer_balance_transaction: ['cbtxn_', 24],
  discount: ['di_', 24],
  dispute: ['du_', 24],
  'entitlements.active_entitlement': ['ent_', 24],
  'entitlements.feature': ['feat_', 24],
  event: ['evt_', 24],
  invoice: ['in_', 24],
  invoice_payment: ['inpay_', 24],
  invoiceitem: ['ii_', 24],
  item: ['li_', 24],
  line_item: ['il_', 24],
  payment_intent: ['pi_', 24],
  payment_link: ['plink_', 24],
  payment_method: ['pm_', 24],
  plan: ['plan_', 24],
  price: ['price_', 24],
  product: ['prod_', 14],
  product_feature: ['prodft_', 14],
  promotion_code: ['promo_', 24],
  quote: ['qt_', 24],
  refund: ['re_', 24],
  setup_intent: ['seti_', 24],
  shipping_rate: ['shr_', 24],
  subscription: ['sub_', 24],
  subscription_schedule: ['sub_sched_', 24],
  subscription_item: ['si_', 14],
  tax_id: ['txi_', 24],
  tax_rate: ['txr_', 24],
  'test_helpers.test_clock': ['clock_', 24],
  webhook_endpoint: ['we_', 24],
};

/**
 * The id of the `counter`-th object of a run. The same seed and history give the same ids, so a run
 * repeats exactly.
 */
export function toId(type: string, seed: string, counter: number): string {
  const [prefix, length] = FORMS[type] ?? [`${type}_`, 24];
  return prefix + toToken(`${seed}:${type}`, counter, length);
}

/** A random-looking but repeatable string of letters and digits. */
export function toToken(seed: string, counter: number, length: number): string {
  let token = '';
  for (let block = 0; token.length < length; block += 1) {
    const digest = createHash('sha256').update(`${seed}:${counter}:${block}`).digest();
    for (const byte of digest) token += ALPHABET.charAt(byte % ALPHABET.length);
  }
  return token.slice(0, length);
}
