import { invalid, missing } from '../kernel/errors';
import type { Contract } from './contract';
import type { Fields, Shape } from './shape';

type Raw = string | Raw[] | { [key: string]: Raw };

/** A value that does not fit; `fits` turns it into the next alternative of a union. */
class Misfit extends Error {}

/**
 * Checks a form-encoded request against the route's parameters and gives each value its type.
 * An emptied parameter (`name=`) becomes null.
 *
 * @throws StripeApiError `parameter_unknown`, `parameter_missing` or a type error, naming the
 *   parameter as Stripe does (`items[0][price]`)
 */
export function readParams(
  contract: Contract,
  typeName: string | null,
  raw: Record<string, unknown>,
): Record<string, unknown> {
  const fields = typeName ? contract.fields(typeName) : {};
  // Every route takes `expand`, though a few parameter types forget it.
  const known: Fields = { expand: EXPAND, ...fields, ...emptiedInFact(typeName, fields) };
  return readObject(contract, known, raw as Record<string, Raw>, '');
}

const EXPAND = {
  shape: { kind: 'array', of: { kind: 'string' } },
  optional: true,
  nullable: false,
} as const;

/** Fields that Stripe lets an update empty although the SDK's types do not say so. */
const EMPTIED_IN_FACT: Record<string, readonly string[]> = {
  'resources/Customers#CustomerUpdateParams': ['description', 'email', 'name', 'phone'],
  'resources/Prices#PriceUpdateParams': ['lookup_key', 'nickname'],
};

function emptiedInFact(typeName: string | null, fields: Fields): Fields {
  const changed: Fields = {};
  for (const name of EMPTIED_IN_FACT[typeName ?? ''] ?? []) {
    const field = fields[name];
    if (field) changed[name] = { ...field, nullable: true };
  }
  return changed;
}

function readObject(
  contract: Contract,
  fields: Fields,
  raw: Record<string, Raw>,
  prefix: string,
): Record<string, unknown> {
  const result: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(raw)) {
    const param = prefix ? `${prefix}[${name}]` : name;
    const field = Object.hasOwn(fields, name) ? fields[name] : undefined;
    if (!field) {
      throw invalid(`Received unknown parameter: ${param}`, param, 'parameter_unknown');
    }
    if (value === '') {
      result[name] = readEmpty(field.nullable, field.shape, param);
    } else {
      result[name] = readValue(contract, field.shape, value, param);
    }
  }
  for (const [name, field] of Object.entries(fields)) {
    if (!field.optional && !(name in result)) throw missing(prefix ? `${prefix}[${name}]` : name);
  }
  return result;
}

function readEmpty(nullable: boolean, shape: Shape, param: string): unknown {
  if (nullable) return null;
  if (shape.kind === 'array') return []; // `items=` empties a list
  if (shape.kind === 'map') return {};
  throw invalid(
    `You passed an empty string for '${param}'. We assume empty values are an attempt to unset a ` +
      `parameter; however '${param}' cannot be unset. You should remove '${param}' from your ` +
      'request or supply a non-empty value.',
    param,
    'parameter_invalid_empty',
  );
}

function readValue(contract: Contract, shape: Shape, raw: Raw, param: string): unknown {
  switch (shape.kind) {
    case 'string':
      return readText(text(raw, param), param);
    case 'number':
      return readNumber(text(raw, param), param);
    case 'decimal':
      return readDecimal(text(raw, param), param);
    case 'boolean':
      return readBoolean(text(raw, param), param);
    case 'enum':
      return readEnum(shape.values, text(raw, param), param);
    case 'array':
      return asArray(raw, param).map((item, at) =>
        readValue(contract, shape.of, item, `${param}[${at}]`),
      );
    case 'map':
      return Object.fromEntries(
        Object.entries(asObject(raw, param)).map(([key, value]) => [
          key,
          value === '' ? '' : readValue(contract, shape.of, value, `${param}[${key}]`),
        ]),
      );
    case 'ref':
      return readObject(contract, contract.fields(shape.to), asObject(raw, param), param);
    case 'union':
      return readUnion(contract, shape.of, raw, param);
    default:
      return raw;
  }
}

/** The first alternative that fits; when none does, the complaint of the likeliest one. */
function readUnion(contract: Contract, shapes: Shape[], raw: Raw, param: string): unknown {
  const candidates = shapes.filter(
    ({ kind }) => kind !== 'null' && (kind === 'ref' || kind === 'map') === isPlainObject(raw),
  );
  let complaint: unknown = new Misfit();
  for (const shape of candidates) {
    try {
      return readValue(contract, shape, raw, param);
    } catch (error) {
      complaint = error;
    }
  }
  throw complaint instanceof Misfit ? invalid(`Invalid value for ${param}`, param) : complaint;
}

const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

function readText(value: string, param: string): string {
  if (!/(?:^|\[)currency\]?$/.test(param) || CURRENCIES.has(value.toUpperCase())) return value;
  throw invalid(`Invalid currency: ${value}. Stripe supports the currencies of ISO 4217.`, param);
}

/** Numbers that Stripe takes with decimals; all others are integers. */
const FRACTIONAL = /percent|ratio|height|length|weight|width|latitude|longitude/;

function readNumber(value: string, param: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isFinite(number)) {
    throw invalid(`Invalid integer: ${value}`, param, 'parameter_invalid_integer');
  }
  if (!Number.isInteger(number) && !FRACTIONAL.test(param)) {
    throw invalid(`Invalid integer: ${value}`, param, 'parameter_invalid_integer');
  }
  return number;
}

function readDecimal(value: string, param: string): string {
  if (!/^-?\d+(\.\d{1,12})?$/.test(value)) {
    throw invalid(
      `Invalid decimal: ${value}; must contain at maximum twelve decimal places.`,
      param,
    );
  }
  return value;
}

function readBoolean(value: string, param: string): boolean {
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalid(`Invalid boolean: ${value}`, param);
}

function readEnum(values: (string | number | boolean)[], raw: string, param: string): unknown {
  const found = values.find((value) => String(value) === raw);
  if (found !== undefined || values.length === 0) return found ?? raw;
  const named = values.map(String);
  const last = named.at(-1) ?? '';
  const listed = named.length > 1 ? `one of ${named.slice(0, -1).join(', ')}, or ${last}` : last;
  throw invalid(`Invalid ${param}: must be ${listed}`, param);
}

function text(raw: Raw, param: string): string {
  if (typeof raw === 'string') return raw;
  throw invalid(`Invalid string: ${JSON.stringify(raw)}`, param);
}

function asArray(raw: Raw, param: string): Raw[] {
  if (Array.isArray(raw)) return raw;
  // `items[1][price]` alone arrives as an object with number keys.
  if (isPlainObject(raw) && Object.keys(raw).every((key) => /^\d+$/.test(key))) {
    return Object.values(raw);
  }
  throw invalid('Invalid array', param);
}

function asObject(raw: Raw, param: string): Record<string, Raw> {
  if (isPlainObject(raw)) return raw;
  throw invalid('Invalid object', param);
}

function isPlainObject(raw: Raw): raw is Record<string, Raw> {
  return typeof raw === 'object' && !Array.isArray(raw);
}
