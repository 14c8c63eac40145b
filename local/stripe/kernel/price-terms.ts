import type { JsonObject, PriceOption, Records } from './records';

/** Leads from what is shown of a currency to its tiers, which are shown on request only. */
const TIERS = Symbol('tiers');

/** `currency_options` of a price: what it asks for in each currency, its own among them. */
export function shownOptions(price: Records['price']): JsonObject {
  const own: PriceOption = {
    custom_unit_amount: price.custom_unit_amount,
    tax_behavior: price.tax_behavior,
    unit_amount: price.unit_amount,
    unit_amount_decimal: price.unit_amount_decimal,
    _tiers: price._tiers ?? null,
  };
  const options = Object.entries({ [price.currency]: own, ...price._options });
  return Object.fromEntries(
    options.map(([currency, { _tiers: tiers, ...shown }]) => [
      currency,
      { ...shown, [TIERS]: tiers },
    ]),
  );
}

/** The tiers of one of the currencies above (null without any); undefined for anything else. */
export function tiersOfOption(shown: JsonObject & { [TIERS]?: unknown }): unknown {
  return shown[TIERS];
}
