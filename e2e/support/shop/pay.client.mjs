// A page of some product, as Stripe's guides have it: loader, Payment Element, one button.
import { loadStripe } from '@stripe/stripe-js';

const order = JSON.parse(decodeURIComponent(location.hash.slice(1)));
const dark = matchMedia('(prefers-color-scheme: dark)');
const theme = () => ({ theme: dark.matches ? 'night' : 'stripe' });

const stripe = await loadStripe(order.key);
const elements = stripe.elements({ appearance: theme(), ...order.elements });
const element = elements.create('payment', order.options);
const events = [];
for (const name of ['loaderstart', 'ready', 'loaderror', 'change', 'focus', 'blur']) {
  element.on(name, (event) => events.push({ name, ...event }));
}
element.mount('#payment-element');
dark.addEventListener('change', () => elements.update({ appearance: theme() }));

const result = document.querySelector('#result');
const say = ({ error, paymentIntent, setupIntent }) => {
  result.textContent = error
    ? `${error.code}: ${error.message}`
    : (paymentIntent ?? setupIntent).status;
};

document.querySelector('form').addEventListener('submit', async (event) => {
  event.preventDefault();
  result.textContent = '';
  const { error } = await elements.submit();
  if (error) return say({ error });
  return say(
    await stripe[order.confirm ?? 'confirmPayment']({
      elements,
      ...(order.clientSecret && { clientSecret: order.clientSecret }),
      confirmParams: { return_url: `${location.origin}/thanks` },
      redirect: order.redirect ?? 'if_required',
    }),
  );
});

// For tests that talk to Stripe.js itself.
window.shop = { stripe, elements, element, events };
