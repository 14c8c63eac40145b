import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Json } from '../executor';

/** JSON as DynamoDB keeps it (Amazon DynamoDB API reference, AttributeValue). */
export function toAttribute(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'number') return { N: String(value) };
  if (typeof value === 'boolean') return { BOOL: value };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return { M: toAttributes(value) };
}

export function toAttributes(item: Readonly<Record<string, Json>>): Record<string, AttributeValue> {
  return Object.fromEntries(
    Object.entries(item).map(([name, value]) => [name, toAttribute(value)]),
  );
}

/** A number that JavaScript cannot hold exactly stays text, digit for digit. */
function toNumber(digits: string): Json {
  const value = Number(digits);
  const isExact = Number.isInteger(value) ? Number.isSafeInteger(value) : digits.length <= 16;
  return Number.isFinite(value) && isExact ? value : digits;
}

/** What DynamoDB keeps as JSON: sets become lists, bytes become base64. */
export function toJson(attribute: AttributeValue): Json {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return toNumber(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L !== undefined) return attribute.L.map(toJson);
  if (attribute.M !== undefined) return toItem(attribute.M);
  if (attribute.SS !== undefined) return attribute.SS;
  if (attribute.NS !== undefined) return attribute.NS.map(toNumber);
  if (attribute.B !== undefined) return toBase64(attribute.B);
  if (attribute.BS !== undefined) return attribute.BS.map(toBase64);
  return null;
}

export function toItem(attributes: Readonly<Record<string, AttributeValue>>): Record<string, Json> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, toJson(value)]),
  );
}

const toBase64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
