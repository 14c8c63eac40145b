import type { Scenario } from '../scenario';

export const pages: Scenario[] = [
  [
    'pages of a list',
    async ({ stripe, same, unique }) => {
      const email = `${unique('page')}@example.com`;
      const ids: string[] = [];
      for (let at = 0; at < 5; at += 1) ids.unshift((await stripe.customers.create({ email })).id);
      const seen = async (more: object) => {
        const { data, has_more: more_ } = await stripe.customers.list({ email, limit: 2, ...more });
        return [data.map(({ id }) => id), more_];
      };
      same('the first page', await seen({}), [ids.slice(0, 2), true]);
      same('the next page', await seen({ starting_after: ids[1] }), [ids.slice(2, 4), true]);
      same('the last page', await seen({ starting_after: ids[3] }), [ids.slice(4), false]);
      same('behind the end', await seen({ starting_after: ids[4] }), [[], false]);
      same('a page back', await seen({ ending_before: ids[3] }), [ids.slice(1, 3), true]);
      same('the first from behind', await seen({ ending_before: ids[2] }), [
        ids.slice(0, 2),
        false,
      ]);
      same('before the start', await seen({ ending_before: ids[0] }), [[], false]);
      same('exactly all', await seen({ limit: 5 }), [ids, false]);
      const [newest, oldest] = [ids[0] ?? '', ids[4] ?? ''];
      const { created } =
        (await stripe.customers.list({ email, starting_after: newest })).data[0] ?? {};
      const none = await stripe.customers.list({ email, created: { gt: (created ?? 0) + 3600 } });
      same('from a later time', none.data, []);
      const whole = await stripe.customers.list({ email, created: { lte: (created ?? 0) + 3600 } });
      same('until a later time', whole.data.at(-1)?.id, oldest);
    },
  ],
  [
    'pages while more comes',
    async ({ stripe, same, unique }) => {
      const email = `${unique('more')}@example.com`;
      const ids: string[] = [];
      for (let at = 0; at < 4; at += 1) ids.unshift((await stripe.customers.create({ email })).id);
      const forth: string[] = [];
      for await (const { id } of stripe.customers.list({ email, limit: 2 })) {
        forth.push(id);
        if (forth.length === 1) await stripe.customers.create({ email });
      }
      same('each of them once', forth, ids);
      const back: string[] = [];
      const from = { email, limit: 1, ending_before: ids[3] ?? '' };
      for await (const { id } of stripe.customers.list(from)) back.push(id);
      same('backwards to the newest', back.slice(0, 3), ids.slice(0, 3).reverse());
      same('with what came', back.length, 4);
    },
  ],
  [
    'limits of a list',
    async ({ raw, same, stripe }) => {
      const refusal = async (form: string) => {
        const { status, body } = await raw('GET', '/v1/customers', form);
        return [status, body.error?.code, body.error?.param];
      };
      for (const limit of ['0', '101', '-1', 'ten', '1.5']) {
        const expected = [400, 'parameter_invalid_integer', 'limit'];
        same(`a limit of ${limit}`, await refusal(`limit=${limit}`), expected);
      }
      const unknown = [400, 'resource_missing', 'starting_after'];
      same('after what is not', await refusal('starting_after=cus_None0'), unknown);
      const missing = [400, 'resource_missing', 'ending_before'];
      same('before what is not', await refusal('ending_before=cus_None0'), missing);
      const { id } = await stripe.customers.create({});
      const both = await raw('GET', '/v1/customers', `starting_after=${id}&ending_before=${id}`);
      same('both ways at once', both.status, 400);
      same('a hundred', (await raw('GET', '/v1/customers', 'limit=100')).status, 200);
      same('an unknown filter', await refusal('colour=red'), [400, 'parameter_unknown', 'colour']);
    },
  ],
];
