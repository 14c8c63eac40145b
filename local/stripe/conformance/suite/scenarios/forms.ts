import type { Scenario } from '../scenario';
import { createPayer, createPrice } from './shop';

const times = (count: number) => Array.from({ length: count }, (_, at) => at);

export const forms: Scenario[] = [
  [
    'metadata',
    async ({ raw, same, stripe }) => {
      const { id } = await stripe.customers.create({ metadata: { a: '1', b: '2', 'c d': 'ü' } });
      const update = async (form: Record<string, string>) => {
        const { status, body } = await raw('POST', `/v1/customers/${id}`, form);
        return status === 200 ? body.metadata : [status, body.error?.type];
      };
      same('merged', await update({ 'metadata[a]': '3' }), { a: '3', b: '2', 'c d': 'ü' });
      same('one unset', await update({ 'metadata[b]': '' }), { a: '3', 'c d': 'ü' });
      same('a number is text', await update({ 'metadata[n]': '7' }), {
        a: '3',
        'c d': 'ü',
        n: '7',
      });
      same('all unset', await update({ metadata: '' }), {});
      const refused = [400, 'invalid_request_error'];
      const [key, value] = ['k'.repeat(40), 'v'.repeat(500)];
      same('the longest', await update({ [`metadata[${key}]`]: value }), { [key]: value });
      same('a longer key', await update({ [`metadata[${key}k]`]: 'v' }), refused);
      same('a longer value', await update({ 'metadata[a]': `${value}v` }), refused);
      same('no hash', await update({ metadata: 'x' }), refused);
      same('no list', await update({ 'metadata[a][b]': 'x' }), refused);
      const fill = (count: number) =>
        Object.fromEntries(times(count).map((at) => [`metadata[m${at}]`, 'x']));
      await update({ metadata: '' });
      same('50 of them', Object.keys((await update(fill(50))) ?? {}).length, 50);
      same('51 of them', await update({ 'metadata[more]': 'x' }), refused);
      const kept = await stripe.customers.retrieve(id);
      same('50 stay', kept.deleted ? 0 : Object.keys(kept.metadata).length, 50);
    },
  ],
  [
    'forms',
    async (attempt) => {
      const { raw, same, stripe } = attempt;
      const name = 'Zoë 名前 & Söhne = 100% 🎉';
      const made = await stripe.customers.create({ name, description: ' a+b ' });
      same('unicode', made.name, name);
      same('signs and spaces', made.description, ' a+b ');
      const path = `/v1/customers/${made.id}`;
      const unset = await raw('POST', path, 'name=&description=&phone=%2B49');
      same('empty unsets', [unset.body.name, unset.body.description], [null, null]);
      same('a plus is a plus', unset.body.phone, '+49');
      const query = await raw('POST', `${path}?name=Ada`, 'description=x');
      same('a query counts too', [query.body.name, query.body.description], ['Ada', 'x']);
      const images = async (form: string) =>
        (await raw('POST', '/v1/products', `name=x&${form}`)).body.images;
      const pictures = ['https://example.com/a.png', 'https://example.com/b.png'];
      const [a = '', b = ''] = pictures.map((each) => encodeURIComponent(each));
      same('a list by places', await images(`images[0]=${a}&images[1]=${b}`), pictures);
      same('a list as it comes', await images(`images[]=${a}&images[]=${b}`), pictures);
      same('an empty list', await images('images='), []);
      const encoded = await images(`images%5B0%5D=${a}`);
      same('encoded brackets', encoded, pictures.slice(0, 1));
    },
  ],
  [
    'forms in forms',
    async (attempt) => {
      const { raw, same } = attempt;
      const [price, more] = [await createPrice(attempt, 1000), await createPrice(attempt, 500)];
      const payer = await createPayer(attempt);
      const made = await raw(
        'POST',
        '/v1/subscriptions',
        `customer=${payer.id}&items[0][price]=${price.id}&items[1][price]=${more.id}` +
          '&items[1][quantity]=3&items[1][metadata][seat]=yes&expand[]=latest_invoice&expand[]=customer',
      );
      const items =
        (made.body.items as { data: Record<string, unknown>[] } | undefined)?.data ?? [];
      const seen = items.map(({ metadata, quantity }) => [quantity, metadata]);
      same('each in its place', seen, [
        [1, {}],
        [3, { seat: 'yes' }],
      ]);
      const { customer, latest_invoice: invoice } = made.body;
      same('both expanded', [typeof customer, typeof invoice], ['object', 'object']);
      same('and added up', (invoice as { total?: number } | null)?.total, 2500);
    },
  ],
];
