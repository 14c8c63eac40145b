import { vocabulary } from '../text/vocabulary';
import { formsOf, type VerbForm } from '../text/forms';
import { ai } from './ai';
import { compute } from './compute';
import { dynamodb } from './dynamodb';
import { http } from './http';
import { mail } from './mail';
import type { Recogniser } from './recogniser';
import { stripeCheckout } from './stripe-checkout';
import { stripeCoupon } from './stripe-coupon';
import { stripeCustomer } from './stripe-customer';
import { stripeInvoice } from './stripe-invoice';
import { stripeRefund } from './stripe-refund';
import { webhook } from './webhook';

/** Everything that words can ask for; of two that are as sure, the first reads. */
export const recognisers: readonly Recogniser[] = [
  mail,
  webhook,
  http,
  stripeCustomer,
  stripeInvoice,
  stripeCoupon,
  stripeRefund,
  stripeCheckout,
  ...dynamodb,
  ai,
  compute,
];

/** Verbs that ask for what no step can do; a clause begins with them all the same, and is told. */
const unknownVerbs = vocabulary(`
  publish, print, schedule, assign, block, ban, close, upgrade, downgrade, pause, resume, ship, book, tweet, text,
  sms, play, order, export, sync, escalate, suspend, deactivate, activate, approve, reject, start, sign, subscribe,
  unsubscribe, move, upload, attach, launch, deploy, restart, merge, filter, mute, follow, show, display, dance, bake,
  water, switch, buy, sell, disable, enable, lock, unlock, post, transfer, collect
`);

interface Verb {
  verb: string;
  form: VerbForm;
}

/** Every form of every verb. The base form wins over another verb's past: "put", "set". */
export const verbForms: ReadonlyMap<string, Verb> = new Map(
  [...new Set([...recognisers.flatMap(({ verbs }) => verbs), ...unknownVerbs])]
    .flatMap((verb) => formsOf(verb).map(([word, form]): [string, Verb] => [word, { verb, form }]))
    .sort(([, a], [, b]) => Number(a.form === 'base') - Number(b.form === 'base')),
);
