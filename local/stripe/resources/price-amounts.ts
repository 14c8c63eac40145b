import type Stripe from 'stripe';
import { fromAtoms, toAtoms } from '../billing/decimal';
import { invalid, missing } from '../kernel/errors';
import type { PriceOption, PriceTier, Records } from '../kernel/records';

/** The parts of a price's parameters that say what it asks for, in its own or another currency. */
interface AmountParams {
  custom_unit_amount?: Stripe.PriceCreateParams.CustomUnitAmount;
  tiers?: Stripe.PriceCreateParams.Tier[];
  unit_amount?: number;
  unit_amount_decimal?: Stripe.Decimal | string;
}

type Custom = Records['price']['custom_unit_amount'];

interface Amounts {
  custom_unit_amount: Custom;
  unit_amount: number | null;
  unit_amount_decimal: string | null;
  _tiers: PriceTier[] | null;
}

/**
 * What a price asks for: an amount for each unit, tiers, or what the customer chooses.
 *
 * @param isTiered whether its billing scheme is `tiered`
 * @param prefix the parameter that holds these, or empty
 * @throws StripeApiError 400 unless exactly one of the ways is given, in full
 */
export function amountsOf(params: AmountParams, isTiered: boolean, prefix = ''): Amounts {
  const nameOf = (name: string) => (prefix === '' ? name : `${prefix}[${name}]`);
  const given = (['unit_amount', 'unit_amount_decimal', 'custom_unit_amount'] as const).filter(
    (name) => params[name] !== undefined,
  );
  if (isTiered) {
    const [other] = given;
    if (other !== undefined) {
      throw invalid(
        `You may not specify \`${other}\` when \`billing_scheme\` is \`tiered\`.`,
        nameOf(other),
      );
    }
    return { ...NOTHING, _tiers: tiersOf(params.tiers, nameOf('tiers')) };
  }
  if (params.tiers !== undefined) {
    throw invalid('`tiers` can only be set when `billing_scheme` is `tiered`.', nameOf('tiers'));
  }
  if (given.length > 1) {
    throw invalid(`You may only specify one of these parameters: ${given.join(', ')}.`);
  }
  if (params.custom_unit_amount) {
    return {
      ...NOTHING,
      custom_unit_amount: customOf(params.custom_unit_amount, nameOf('custom_unit_amount')),
    };
  }
  if (given.length === 0) throw missing(nameOf('unit_amount'));
  return { ...NOTHING, ...unitAmountOf(params, nameOf) };
}

const NOTHING: Amounts = {
  custom_unit_amount: null,
  unit_amount: null,
  unit_amount_decimal: null,
  _tiers: null,
};

/** What a price asks for in other currencies. */
export function optionsOf(
  options: Record<string, Stripe.PriceCreateParams.CurrencyOptions> | undefined,
  price: { currency: string; isTiered: boolean; tax_behavior: string | null },
): Record<string, PriceOption> {
  const found: Record<string, PriceOption> = {};
  for (const [code, option] of Object.entries(options ?? {})) {
    const currency = code.toLowerCase();
    const param = `currency_options[${code}]`;
    if (currency === price.currency) {
      throw invalid(
        `The currency \`${currency}\` is the price's own: its amount stands outside of \`currency_options\`.`,
        param,
      );
    }
    found[currency] = {
      ...amountsOf(option, price.isTiered, param),
      tax_behavior: option.tax_behavior ?? price.tax_behavior,
    };
  }
  return found;
}

/** Whole cents show as both; fractions of a cent only as a decimal. */
function bothOf(
  amount: number | undefined,
  decimal: Stripe.Decimal | string | undefined,
  param: string,
): { whole: number | null; decimal: string | null } {
  if (amount === undefined && decimal === undefined) return { whole: null, decimal: null };
  const text = decimal === undefined ? String(amount) : fromAtoms(toAtoms(String(decimal)));
  const value = Number(text);
  if (value < 0) {
    throw invalid('Invalid non-negative integer', param, 'parameter_invalid_integer');
  }
  return { whole: Number.isInteger(value) ? value : null, decimal: text };
}

function unitAmountOf(
  { unit_amount: amount, unit_amount_decimal: text }: AmountParams,
  nameOf: (name: string) => string,
): Pick<Amounts, 'unit_amount' | 'unit_amount_decimal'> {
  const name = amount === undefined ? 'unit_amount_decimal' : 'unit_amount';
  const { whole, decimal } = bothOf(amount, text, nameOf(name));
  return { unit_amount: whole, unit_amount_decimal: decimal };
}

/** Tiers in ascending order; the last one has no end. */
function tiersOf(tiers: AmountParams['tiers'], param: string): PriceTier[] {
  if (!tiers || tiers.length === 0) throw missing(param);
  return tiers.map((tier, at) => {
    const upTo = tier.up_to;
    const isLast = at === tiers.length - 1;
    if ((upTo === 'inf') !== isLast) {
      throw invalid('The last tier, and only the last one, must have `up_to=inf`.', param);
    }
    const before = at === 0 ? 0 : tiers[at - 1]?.up_to;
    if (typeof upTo === 'number' && !(typeof before === 'number' && upTo > before)) {
      throw invalid('Each tier must end above the one before it.', `${param}[${at}][up_to]`);
    }
    return toTier(tier, `${param}[${at}]`);
  });
}

function toTier(tier: Stripe.PriceCreateParams.Tier, param: string): PriceTier {
  const { unit_amount: unit, unit_amount_decimal: unitText } = tier;
  const { flat_amount: flat, flat_amount_decimal: flatText } = tier;
  for (const [name, pair] of [
    ['unit_amount', [unit, unitText]],
    ['flat_amount', [flat, flatText]],
  ] as const) {
    if (pair.every((each) => each !== undefined)) {
      throw invalid(
        `You may only specify one of these parameters: ${name}, ${name}_decimal.`,
        `${param}[${name}]`,
      );
    }
  }
  const units = bothOf(unit, unitText, `${param}[unit_amount]`);
  const fee = bothOf(flat, flatText, `${param}[flat_amount]`);
  if (units.decimal === null && fee.decimal === null) throw missing(`${param}[unit_amount]`);
  return {
    flat_amount: fee.whole,
    flat_amount_decimal: fee.decimal,
    unit_amount: units.whole,
    unit_amount_decimal: units.decimal,
    up_to: tier.up_to === 'inf' ? null : tier.up_to,
  };
}

function customOf(custom: Stripe.PriceCreateParams.CustomUnitAmount, param: string): Custom {
  const { enabled, maximum = null, minimum = null, preset = null } = custom;
  if (!enabled) throw invalid('`enabled` must be `true`.', `${param}[enabled]`);
  if (minimum !== null && maximum !== null && minimum > maximum) {
    throw invalid('`minimum` must not be above `maximum`.', `${param}[minimum]`);
  }
  if (preset !== null && (preset < (minimum ?? 0) || preset > (maximum ?? Infinity))) {
    throw invalid('`preset` must lie between `minimum` and `maximum`.', `${param}[preset]`);
  }
  return { maximum, minimum, preset };
}
