import type { Scenario } from '../scenario';
import { createPayer, createPrice, idOf } from './shop';

export const balances: Scenario[] = [
  [
    'the balance of a customer',
    async (attempt) => {
      const { announces, refused, same, stripe } = attempt;
      const { id } = await createPayer(attempt);
      const given = await stripe.customers.createBalanceTransaction(id, {
        amount: -500,
        currency: 'usd',
        description: 'Sorry',
      });
      same('it is credit', [given.ending_balance, given.type], [-500, 'adjustment']);
      await stripe.customers.updateBalanceTransaction(id, given.id, { metadata: { a: 'b' } });
      const kept = await stripe.customers.retrieveBalanceTransaction(id, given.id);
      same('its metadata', kept.metadata, { a: 'b' });
      const price = await createPrice(attempt, 2000);
      const bought = await stripe.subscriptions.create({
        customer: id,
        items: [{ price: price.id }],
      });
      const invoice = await stripe.invoices.retrieve(idOf(bought.latest_invoice));
      const { amount_due: due, ending_balance: ending, starting_balance: starting } = invoice;
      same('an invoice uses it', [starting, ending, due], [-500, 0, 1500]);
      const { data } = await stripe.customers.listBalanceTransactions(id);
      const told = data.map(({ amount, type }) => [type, amount]);
      same('both on record', told, [
        ['applied_to_invoice', 500],
        ['adjustment', -500],
      ]);
      const other = { amount: 1, currency: 'eur' };
      await refused('one currency', stripe.customers.createBalanceTransaction(id, other), {
        statusCode: 400,
      });
      announces(id, 'customer.updated');
    },
  ],
  [
    'taxes',
    async (attempt) => {
      const { announces, refused, same, stands, stripe } = attempt;
      const rate = await stripe.taxRates.create({
        display_name: 'VAT',
        inclusive: false,
        percentage: 20,
        country: 'DE',
      });
      await stripe.taxRates.update(rate.id, { description: 'x', metadata: { a: 'b' } });
      await stripe.taxRates.list({ limit: 1, active: true });
      stands(await stripe.taxRates.retrieve(rate.id));
      announces(rate.id, 'tax_rate.created', 'tax_rate.updated');
      await refused(
        'more than all',
        stripe.taxRates.create({ display_name: 'x', inclusive: true, percentage: 101 }),
        { statusCode: 400, param: 'percentage' },
      );
      const payer = await createPayer(attempt);
      const price = await createPrice(attempt, 1000);
      const bought = await stripe.subscriptions.create({
        customer: payer.id,
        items: [{ price: price.id }],
        default_tax_rates: [rate.id],
      });
      const invoice = await stripe.invoices.retrieve(idOf(bought.latest_invoice));
      const { subtotal, total, total_excluding_tax: net, total_taxes: taxes } = invoice;
      same('on top', [subtotal, total, net], [1000, 1200, 1000]);
      same(
        'told apart',
        taxes?.map(({ amount, tax_behavior: how }) => [amount, how]),
        [[200, 'exclusive']],
      );
      const tax = { type: 'eu_vat', value: 'DE123456789' } as const;
      const made = await stripe.customers.createTaxId(payer.id, tax);
      const own = await stripe.customers.retrieveTaxId(payer.id, made.id);
      same('a tax id', [own.type, own.value, own.country], ['eu_vat', 'DE123456789', 'DE']);
      same('it is listed', (await stripe.customers.listTaxIds(payer.id)).data.length, 1);
      const gone = await stripe.customers.deleteTaxId(payer.id, made.id);
      same('it is deleted', gone.deleted, true);
      announces(made.id, 'customer.tax_id.created', 'customer.tax_id.deleted');
      const mine = await stripe.taxIds.create(tax);
      await stripe.taxIds.retrieve(mine.id);
      await stripe.taxIds.list({ limit: 1 });
      same('of the account too', (await stripe.taxIds.del(mine.id)).deleted, true);
    },
  ],
];
