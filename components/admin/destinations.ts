import type { Route } from 'next';

interface Destination {
  // The pages are known by their folders; the routes of some have parameters in the address only.
  href: Route;
  label: string;
  /** What it is good for, in a few words; for the console's first page. */
  about: string;
}

/** Where the console leads, in groups. */
export const destinationGroups: readonly { name: string; destinations: readonly Destination[] }[] =
  [
    {
      name: 'Business',
      destinations: [
        to('customers', 'Customers', 'Who pays, for what, and everything that happened to them.'),
        to('subscriptions', 'Subscriptions', 'Cancel, resume, change, extend a trial, refund.'),
        to('revenue', 'Revenue', 'Recurring revenue, churn, trials and failed payments.'),
      ],
    },
    {
      name: 'Catalog',
      destinations: [
        to('products', 'Products', 'What is sold.'),
        to('prices', 'Prices', 'For how much, and how often.'),
        to('coupons', 'Coupons', 'How much is taken off, and for how long.'),
        to('promotion-codes', 'Promotion codes', 'The words with which a coupon is redeemed.'),
      ],
    },
    {
      name: 'System',
      destinations: [
        to('sync', 'Sync', 'How well the database follows Stripe.'),
        to('people', 'Keys and people', 'Who operates Cue, and which programs do.'),
        to('audit', 'Audit', 'Who did what, and what was refused.'),
      ],
    },
  ];

function to(folder: string, label: string, about: string): Destination {
  return { href: `/admin/${folder}` as Route, label, about };
}
