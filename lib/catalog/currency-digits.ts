const none = 'bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf';
const three = 'bhd jod kwd omr tnd';

const digitsByCurrency: ReadonlyMap<string, number> = new Map([
  ...none.split(' ').map((currency) => [currency, 0] as const),
  ...three.split(' ').map((currency) => [currency, 3] as const),
]);

/**
 * How many digits of an amount at Stripe stand behind the point: 2 for usd, 0 for jpy, 3 for kwd.
 * Not what `Intl` says: it goes by how people write, and gives huf, isk, idr or cop none, while
 * Stripe counts their hundredths (https://docs.stripe.com/currencies).
 *
 * @param currency ISO 4217 code, in either case
 */
export function currencyDigits(currency: string): number {
  return digitsByCurrency.get(currency.toLowerCase()) ?? 2;
}
