import { vocabulary } from '../text/vocabulary';
import { people } from '../attributes';
import type { Trigger } from '../context';

/** One way to say what starts a workflow: one word of each list must be there. */
export interface Saying {
  trigger: Trigger;
  nouns: readonly string[];
  /** Base forms of verbs, and other words that stand in their place. */
  verbs: readonly string[];
  /** Whether it is said by denying: "does not go through". */
  isDenied?: boolean;
  /** Nouns of which it would be said too, and mean something else. */
  except?: readonly string[];
  /** What was taken for granted, told as a question. */
  note?: string;
}

const stripe = (eventType: Extract<Trigger, { type: 'stripe_event' }>['eventType']): Trigger => ({
  type: 'stripe_event',
  eventType,
});

const persons = [...people, 'they', 'he', 'she'];

/** People whom Stripe knows; a lead or an applicant is known to a form only. */
const registrants = vocabulary(`
  customer, client, user, person, buyer, subscriber, member, somebody, someone, signup, account, everyone, everybody,
  shopper, purchaser, folk, they, he, she, anyone, anybody, patron, guest, consumer
`);

const payments = ['payment', 'charge', 'card', 'transaction', 'renewal', 'debit', 'collection'];

const happens = vocabulary(`
  open, create, file, start, come, arrive, arise, appear, happen, receive, get, raise, new, make, issue, process, occur, submit
`);

const webhookNote = 'Started by a webhook: have your site call the address of this workflow';

/** From the most particular to the most general; the first that fits is meant. */
export const sayings: readonly Saying[] = [
  {
    trigger: { type: 'webhook' },
    nouns: ['webhook', 'hook', 'endpoint'],
    verbs: vocabulary(`
  arrive, come, receive, get, fire, trigger, hit, call, submit, post, send, land, say, reach, tell, invoke, report,
  incoming, ping, deliver, notify, request, new, event
`),
  },
  {
    trigger: { type: 'webhook' },
    nouns: ['form', 'survey', 'questionnaire'],
    verbs: vocabulary(`
  submit, fill, send, complete, come, arrive, receive, new, submission, get
`),
    note: webhookNote,
  },
  {
    trigger: { type: 'webhook' },
    nouns: ['request', 'post', 'call', 'json', 'payload'],
    verbs: ['arrive', 'come', 'receive', 'get', 'post', 'reach', 'hit', 'land', 'incoming'],
  },
  {
    trigger: stripe('charge.dispute.closed'),
    nouns: ['dispute', 'chargeback'],
    verbs: ['close', 'resolve', 'decide', 'settle'],
  },
  { trigger: stripe('charge.dispute.created'), nouns: ['dispute', 'chargeback'], verbs: happens },
  {
    trigger: stripe('charge.dispute.created'),
    nouns: [...payments, ...persons, 'bank'],
    verbs: ['dispute'],
  },
  {
    trigger: stripe('customer.subscription.trial_will_end'),
    nouns: ['trial'],
    verbs: vocabulary(`
  end, expire, about, finish, run, over, ending, expiry, expiration, soon, day
`),
  },
  {
    trigger: stripe('customer.subscription.deleted'),
    nouns: ['subscription', 'membership', 'plan', 'subscriber'],
    verbs: vocabulary(`
  cancel, end, delete, expire, stop, terminate, lapse, cancelation, churn, run
`),
  },
  {
    trigger: stripe('customer.subscription.deleted'),
    nouns: persons,
    verbs: ['churn', 'unsubscribe', 'cancel'],
  },
  {
    trigger: stripe('customer.subscription.paused'),
    nouns: ['subscription', 'membership', 'plan', 'subscriber', ...persons],
    verbs: ['pause'],
  },
  {
    trigger: stripe('customer.subscription.resumed'),
    nouns: ['subscription', 'membership', 'plan', 'subscriber', ...persons],
    verbs: ['resume', 'unpause'],
  },
  {
    trigger: stripe('customer.subscription.updated'),
    nouns: ['subscription', 'plan', 'membership'],
    verbs: ['update', 'change', 'upgrade', 'downgrade', 'switch', 'modify', 'swap'],
  },
  {
    trigger: stripe('customer.subscription.updated'),
    nouns: persons,
    verbs: ['upgrade', 'downgrade'],
  },
  {
    trigger: stripe('customer.subscription.created'),
    nouns: ['subscription', 'membership'],
    verbs: vocabulary(`
  start, create, begin, new, activate, buy, purchase, take, open, sign, add, come, get
`),
  },
  {
    trigger: stripe('customer.subscription.created'),
    nouns: [...persons, 'subscriber'],
    verbs: ['subscribe'],
  },
  {
    trigger: stripe('customer.subscription.created'),
    nouns: ['subscriber'],
    verbs: ['new', 'join', 'sign', 'get'],
  },
  {
    trigger: stripe('invoice.overdue'),
    nouns: ['invoice', 'bill', 'payment'],
    verbs: ['overdue', 'late'],
  },
  {
    trigger: stripe('invoice.upcoming'),
    nouns: ['invoice', 'bill', 'renewal'],
    verbs: ['upcoming'],
  },
  {
    trigger: stripe('invoice.payment_failed'),
    nouns: [...payments, 'invoice', 'bill'],
    verbs: ['fail', 'decline', 'bounce', 'reject', 'unsuccessful', 'failure', 'refuse'],
  },
  {
    trigger: stripe('invoice.payment_failed'),
    nouns: [...payments, 'invoice', 'bill'],
    verbs: ['go', 'succeed', 'work', 'pay', 'process', 'charge', 'collect'],
    isDenied: true,
  },
  {
    trigger: stripe('charge.refunded'),
    nouns: [...payments, 'order', 'purchase', 'money', ...persons],
    verbs: ['refund'],
  },
  {
    trigger: stripe('charge.refunded'),
    nouns: ['refund'],
    verbs: [...happens, 'go', 'complete', 'give', 'do'],
  },
  {
    trigger: stripe('checkout.session.completed'),
    nouns: ['checkout', 'session', 'purchase'],
    verbs: vocabulary(`
  complete, finish, succeed, done, make, completion, successful, go, new, happen, completed
`),
  },
  {
    trigger: stripe('checkout.session.completed'),
    nouns: persons,
    verbs: ['buy', 'purchase', 'checkout', 'check', 'order'],
  },
  {
    trigger: stripe('invoice.paid'),
    nouns: ['invoice', 'bill'],
    verbs: ['pay', 'settle', 'paid', 'payment'],
  },
  {
    trigger: stripe('invoice.finalized'),
    nouns: ['invoice', 'bill'],
    verbs: vocabulary(`
  finalize, issue, create, send, ready, generate, new, finalization, make
`),
  },
  {
    trigger: stripe('payment_intent.succeeded'),
    nouns: [...payments, 'money', 'intent'],
    verbs: vocabulary(`
  succeed, come, arrive, receive, go, successful, make, complete, clear, land, get, work, new, process, success, happen
`),
    except: ['method', 'link', 'plan'],
  },
  {
    trigger: stripe('payment_intent.succeeded'),
    nouns: [...persons, 'we'],
    verbs: ['pay', 'paid'],
  },
  {
    trigger: stripe('customer.created'),
    nouns: registrants,
    verbs: vocabulary(`
  create, sign, register, add, join, new, signup, creation, open, become, get, registration
`),
    except: vocabulary(`
  card, method, invoice, ticket, order, comment, review, coupon, product, seat, note, item, plan, subscription,
  payment, message, file, question, request, form, survey, issue, case, complaint, discount, charge, dispute
`),
  },
  {
    trigger: stripe('customer.deleted'),
    nouns: ['customer', 'client', 'user', 'account'],
    verbs: ['delete', 'remove', 'erase', 'deletion'],
  },
  {
    trigger: stripe('customer.updated'),
    nouns: [...persons, 'account', 'detail'],
    verbs: ['update', 'change', 'edit', 'modify', 'move'],
  },
  {
    trigger: { type: 'webhook' },
    nouns: vocabulary(`
  order, lead, message, submission, ticket, signup, booking, registration, contact, inquiry, enquiry, application,
  event, comment, review, feedback, email, data, complaint, file
`),
    verbs: vocabulary(`
  arrive, come, receive, place, submit, new, post, create, get, send, land, appear, leave, make, push, incoming, open,
  file, raise, add, write
`),
    note: webhookNote,
  },
];
