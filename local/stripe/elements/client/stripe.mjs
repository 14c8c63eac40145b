// A stand-in for js.stripe.com: enough of Stripe.js to try a Payment Element offline. Card numbers
// go to the local Stripe only, and only test cards work. Served as one classic script, as Stripe's.

import { createApi, IntegrationError } from './api.mjs';
import { Elements } from './elements.mjs';
import { Intents } from './intents.mjs';

const { origin, pathname } = new URL(document.currentScript.src);

/** What integrations ask for and this Stripe.js does not have; each says so when it is called. */
const notBuilt = [
  'confirmUsBankAccountPayment',
  'createConfirmationToken',
  'createEmbeddedCheckoutPage',
  'createToken',
  'handleCardAction',
  'initCheckoutElementsSdk',
  'paymentRequest',
  'verifyIdentity',
];

function requireTestKey(key) {
  if (/^sk_/.test(key)) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
    );
  }
  if (!/^pk_test_/.test(key)) {
    throw new IntegrationError('The local Stripe.js takes publishable keys of test mode only.');
  }
}

function Stripe(key, { stripeAccount: account } = {}) {
  requireTestKey(key);
  const intents = new Intents(createApi({ origin, key, account }));
  const refusals = notBuilt.map((name) => [
    name,
    () => {
      throw new IntegrationError(`The local Stripe.js does not have stripe.${name}().`);
    },
  ]);
  return {
    ...Object.fromEntries(refusals),
    elements: (options = {}) => new Elements(options, (secret) => intents.retrieve(secret)),
    confirmPayment: (options) => intents.confirm('confirmPayment', 'paymentIntent', options),
    confirmSetup: (options) => intents.confirm('confirmSetup', 'setupIntent', options),
    confirmCardPayment: (secret, data) => intents.confirmCard('confirmCardPayment', secret, data),
    confirmCardSetup: (secret, data) => intents.confirmCard('confirmCardSetup', secret, data),
    retrievePaymentIntent: (secret) => intents.retrieve(secret),
    retrieveSetupIntent: (secret) => intents.retrieve(secret),
    handleNextAction: (options) => intents.handleNextAction(options),
    createPaymentMethod: (options) => intents.createPaymentMethod(options),
    // What the loader of @stripe/stripe-js and wrappers call.
    _registerWrapper() {},
    registerAppInfo() {},
  };
}

// The loader compares this with the release it was published for: `v3` is the number 3.
const [, release] = pathname.split('/');
Stripe.version = release === 'v3' ? 3 : release;
window.Stripe = Stripe;
