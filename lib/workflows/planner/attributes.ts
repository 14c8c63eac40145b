import { vocabulary } from './text/vocabulary';
import { lookUp } from './text/read';

const synonyms: Readonly<Record<string, readonly string[]>> = {
  email: vocabulary(`
  email, mail, email address, mail address, customer email, customer email address, user email, contact email, billing
  email
`),
  name: ['name', 'full name', 'customer name', 'user name'],
  amount: vocabulary(`
  amount, payment amount, invoice amount, charge amount, order amount, sum, money, value, order value, price, cost,
  payment value
`),
  total: vocabulary(`
  total, order total, invoice total, total amount, grand total, cart total, checkout total, total price
`),
  link: vocabulary(`
  link, url, payment link, invoice link, hosted invoice link, invoice url, payment url, payment page, checkout link,
  checkout url, receipt link, link to pay
`),
  due_date: ['due date', 'deadline', 'invoice due date', 'payment due date'],
  phone: ['phone', 'phone number', 'telephone', 'mobile number'],
  country: ['country', 'customer country', 'billing country', 'country code', 'shipping country'],
  status: [
    'status',
    'state',
    'payment status',
    'invoice status',
    'subscription status',
    'order status',
  ],
  id: ['id', 'identifier'],
  number: ['number', 'invoice number'],
  message: ['message', 'message text'],
  trial_end: ['trial end', 'trial end date', 'end of trial'],
  amount_due: ['amount due', 'due amount'],
  amount_paid: ['amount paid', 'paid amount'],
  attempts: ['attempt', 'attempts', 'attempt count', 'retry count'],
  plan: ['plan', 'tier', 'plan name', 'subscription plan'],
  quantity: ['quantity', 'seat', 'seats'],
  reason: ['reason', 'dispute reason', 'cancelation reason'],
  pdf: ['pdf', 'invoice pdf'],
  score: ['score', 'rating score'],
};

const byWords = Object.fromEntries(
  Object.entries(synonyms).flatMap(([name, words]) => words.map((each) => [each, name])),
);

/** Words that name a person of whom a field may be asked. */
export const people: ReadonlySet<string> = new Set(
  vocabulary(`
  customer, client, user, person, buyer, payer, subscriber, member, lead, sender, student, patient, guest, attendee,
  applicant, contact, recipient, shopper, purchaser, visitor, somebody, someone, patron, donor, participant, employee,
  owner, signup, everyone, everybody, candidate, tenant, reader, cardholder, supplier, vendor, author, submitter,
  requester, folk, partner, player, parent, teacher, volunteer, consumer, account holder
`),
);

/** Things as a whole, which hold the fields. */
export const wholes: ReadonlySet<string> = new Set(
  vocabulary(`
  body, payload, data, request, webhook, event, content, form, submission, everything, detail, information, info,
  trigger, input, post, call, field, value, form data, webhook data, event data, webhook body, request body, webhook
  payload, event payload, json
`),
);

/** The field that words mean, as it is usually called: "email address" -> "email". */
export function attributeOf(head: readonly string[]): string {
  const words = head.join(' ');
  return (
    lookUp(byWords, words) ??
    lookUp(byWords, withoutPerson(head).join(' ')) ??
    words.replaceAll(' ', '_')
  );
}

/** "customer email" -> "email". */
function withoutPerson(head: readonly string[]): readonly string[] {
  const [first = '', ...rest] = head;
  // A user's id is no id of anything else.
  const isOwn = rest.length > 0 && rest[0] !== 'id';
  return isOwn && people.has(first) ? rest : head;
}
