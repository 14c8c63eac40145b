import { textOf } from '../card-input';
import type { Address, PortalCustomer } from './schema';

/** One input of the billing information. */
export interface InformationField {
  name: string;
  label: string;
  autocomplete: string;
  type: 'text' | 'email' | 'tel' | 'country';
  group: 'customer' | 'address' | 'shipping';
}

/** What stands in the form, by the names of its inputs. */
export type Values = Readonly<Record<string, string>>;

type AddressPart = 'city' | 'country' | 'line1' | 'line2' | 'postal_code' | 'state';

const customer = { group: 'customer' } as const;

const addressParts: readonly AddressPart[] = [
  'line1',
  'line2',
  'postal_code',
  'city',
  'state',
  'country',
];
const labels: Readonly<Record<string, { label: string; autocomplete: string }>> = {
  line1: { label: 'Address', autocomplete: 'address-line1' },
  line2: { label: 'Address, second line', autocomplete: 'address-line2' },
  postal_code: { label: 'Postal code', autocomplete: 'postal-code' },
  city: { label: 'City', autocomplete: 'address-level2' },
  state: { label: 'State or region', autocomplete: 'address-level1' },
  country: { label: 'Country', autocomplete: 'country' },
};

function addressFields(group: 'address' | 'shipping'): InformationField[] {
  const section = group === 'shipping' ? 'shipping ' : 'billing ';
  return addressParts.map((part) => ({
    name: `${group}.${part}`,
    label: labels[part]?.label ?? part,
    autocomplete: `${section}${labels[part]?.autocomplete ?? 'off'}`,
    type: part === 'country' ? 'country' : 'text',
    group,
  }));
}

const byUpdate: Readonly<Record<string, readonly InformationField[]>> = {
  name: [{ ...customer, name: 'name', label: 'Name', autocomplete: 'name', type: 'text' }],
  email: [
    {
      ...customer,
      name: 'email',
      label: 'E-mail for invoices',
      autocomplete: 'email',
      type: 'email',
    },
  ],
  phone: [{ ...customer, name: 'phone', label: 'Phone', autocomplete: 'tel', type: 'tel' }],
  address: addressFields('address'),
  shipping: [
    {
      name: 'shipping.name',
      label: 'Recipient',
      autocomplete: 'shipping name',
      type: 'text',
      group: 'shipping',
    },
    ...addressFields('shipping'),
  ],
};

/** The inputs for what a configuration lets customers change, in the order of a letter. */
export function fieldsOf(allowed: readonly string[]): InformationField[] {
  return Object.entries(byUpdate).flatMap(([update, fields]) =>
    allowed.includes(update) ? fields : [],
  );
}

/** What is known of a customer, as the form shows it. */
export function valuesOf({ name, email, phone, address, shipping }: PortalCustomer): Values {
  const values: Record<string, string> = {
    name: name ?? '',
    email: email ?? '',
    phone: phone ?? '',
    'shipping.name': shipping?.name ?? '',
  };
  for (const part of addressParts) {
    values[`address.${part}`] = textIn(address, part);
    values[`shipping.${part}`] = textIn(shipping?.address, part);
  }
  return values;
}

function textIn(address: Address | null | undefined, part: AddressPart): string {
  const value = address?.[part];
  return typeof value === 'string' ? value : '';
}

/** What was typed into the inputs that there are. */
export function readValues(form: FormData, fields: readonly InformationField[]): Values {
  return Object.fromEntries(fields.map(({ name }) => [name, textOf(form, name)]));
}

/**
 * Typed values as the API takes them. A whole address can be emptied, its parts cannot: those left
 * empty are left out, and with the rest of the address they are gone.
 */
export function toParams(values: Values): Record<string, unknown> {
  const params: Record<string, unknown> = {};
  const parts: Record<string, Record<string, string>> = {};
  for (const [name, value] of Object.entries(values)) {
    const [group = '', part] = name.split('.');
    if (part === undefined) params[name] = value;
    else parts[group] = { ...parts[group], ...(value === '' ? {} : { [part]: value }) };
  }
  const { address, shipping } = parts;
  if (address) params.address = orEmptied(address);
  if (shipping) {
    const { name, ...place } = shipping;
    params.shipping = orEmptied({
      ...(name === undefined ? {} : { name }),
      ...(Object.keys(place).length > 0 ? { address: place } : {}),
    });
  }
  return params;
}

function orEmptied<T extends object>(value: T): T | '' {
  return Object.keys(value).length > 0 ? value : '';
}

/** The input that an error of the API is about: `address[country]`, `email`. */
export function fieldOfParam(param: string | null | undefined): string {
  const [group = 'email', part] = (param ?? 'email').split(/[[\]]+/);
  return part ? `${group}.${part}` : group;
}

const known =
  'AT AU BE BG BR CA CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IN IT JP LT LU LV MT MX NL NO NZ PL PT RO SE SG SI SK US ZA';

const names = new Intl.DisplayNames(['en'], { type: 'region' });

/** `Germany` of `DE`; a code that is none stays as it is. */
export function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (names.of(code) ?? code) : code;
}

/** Countries to choose from by name, with the one that is set already. */
export function countries(current: string): string[] {
  const codes = new Set([...known.split(' '), ...(current === '' ? [] : [current])]);
  return [...codes].sort((a, b) => countryName(a).localeCompare(countryName(b)));
}
