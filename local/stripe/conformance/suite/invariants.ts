import { isJson, itemsOf, type Exchange, type Json } from './request';

type Rule = (exchange: Exchange) => string[];

/** What Stripe gives beside each answer. */
const headers: Rule = ({ headers: given, idempotencyKey, method, status, version }) => [
  ...(/^req_\w{8,}$/.test(given.get('request-id') ?? '') ? [] : ['no request id']),
  ...(given.get('content-type')?.startsWith('application/json') ? [] : ['not called JSON']),
  ...(status >= 400 || version === null || given.get('stripe-version') === version
    ? []
    : [`another version: ${String(given.get('stripe-version'))}`]),
  ...(method === 'POST' && idempotencyKey !== null && status !== 401
    ? given.get('idempotency-key') === idempotencyKey
      ? []
      : ['the idempotency key does not come back']
    : []),
];

const success: Rule = ({ status }) =>
  status >= 200 && status < 300 && status !== 200 ? [`the status is ${status}, not 200`] : [];

const lists: Rule = ({ body, params, path }) => {
  if (!isJson(body) || body.object !== 'list') return [];
  const items = itemsOf(body);
  const ids = items.map(({ id }) => String(id));
  const limit = Number(params.get('limit') ?? 10);
  const times = items.map(({ created }) => created).filter((each) => typeof each === 'number');
  const isSorted = times.every((each, at) => at === 0 || each <= (times[at - 1] ?? each));
  return [
    ...(typeof body.has_more === 'boolean' ? [] : ['has_more is no boolean']),
    ...(new Set(ids).size === ids.length ? [] : ['an id stands twice in the list']),
    ...(items.length <= limit ? [] : [`${items.length} items where ${limit} were asked for`]),
    ...(body.url === path ? [] : [`the list calls itself ${String(body.url)}`]),
    // Events of test clocks are stamped with the times of those clocks.
    ...(isSorted || path === '/v1/events' ? [] : ['not newest first']),
  ];
};

/** What `expand` asks for is an object, or null, or a list of objects: never an id. */
const expanded: Rule = ({ body, params }) =>
  [...params].flatMap(([name, path]) =>
    /^expand(\[\d*\])?$/.test(name) && follow([body], path.split('.')).some(isId)
      ? [`${path} is not expanded`]
      : [],
  );

function follow(from: unknown[], [head, ...rest]: string[]): unknown[] {
  if (head === undefined) return from;
  const next = from.filter(isJson).flatMap((each) => each[head]);
  return follow(next, rest);
}

function isId(value: unknown): boolean {
  return typeof value === 'string';
}

/** The object asked for is the one that comes. */
const identity: Rule = ({ body, method, path }) => {
  const [, , , ...tail] = path.split('/');
  const last = tail.at(-1) ?? '';
  const isOne = method !== 'POST' && isJson(body) && typeof body.id === 'string';
  return isOne && last.includes('_') && body.id !== last ? [`answers ${String(body.id)}`] : [];
};

/** Metadata that were sent are metadata that are answered. */
const metadata: Rule = ({ body, method, params }) => {
  if (method !== 'POST' || !isJson(body)) return [];
  const kept = isJson(body.metadata) ? body.metadata : {};
  return [...params].flatMap(([name, value]) => {
    const key = /^metadata\[(\w+)\]$/.exec(name)?.[1];
    return key !== undefined && value !== '' && kept[key] !== value ? [`metadata.${key}`] : [];
  });
};

const money: Rule = ({ body }) => objectsIn(body).flatMap(booksOf);

function objectsIn(body: unknown): Json[] {
  if (!isJson(body)) return [];
  return body.object === 'list' ? itemsOf(body) : [body];
}

function booksOf(shown: Json): string[] {
  if (shown.object !== 'invoice' || !isJson(shown.lines) || shown.lines.has_more === true)
    return [];
  const lines = itemsOf(shown.lines);
  const sum = lines.reduce((total, { amount }) => total + Number(amount), 0);
  const open = Number(shown.amount_due) - Number(shown.amount_paid);
  return [
    ...(sum === shown.subtotal ? [] : [`lines of ${sum} make ${String(shown.subtotal)}`]),
    ...(lines.every(({ currency }) => currency === shown.currency) ? [] : ['two currencies']),
    ...(open === shown.amount_remaining ? [] : ['due less paid is not what remains']),
  ];
}

const SUCCESS: readonly Rule[] = [success, lists, expanded, identity, metadata, money];

/** What holds for every answer, whatever the request. */
export function breaches(exchange: Exchange): string[] {
  const isOk = exchange.status < 400;
  return [
    ...headers(exchange),
    ...(isOk ? SUCCESS.flatMap((rule) => rule(exchange)) : errors(exchange)),
  ];
}

const ERROR_FIELDS = new Set([
  'advice_code',
  'charge',
  'code',
  'decline_code',
  'doc_url',
  'message',
  'network_advice_code',
  'network_decline_code',
  'param',
  'payment_intent',
  'payment_method',
  'payment_method_type',
  'request_log_url',
  'setup_intent',
  'source',
  'type',
]);

const STATUS_BY_TYPE: Record<string, readonly number[]> = {
  api_error: [500, 501, 503],
  card_error: [402],
  idempotency_error: [400, 409],
  invalid_request_error: [400, 401, 403, 404, 409, 413, 429],
};

const errors: Rule = ({ body, status }) => {
  const error = isJson(body) ? body.error : null;
  if (!isJson(error)) return ['an error without `error`'];
  const type = String(error.type);
  return [
    ...Object.keys(error).filter((key) => !ERROR_FIELDS.has(key)),
    ...(typeof error.message === 'string' ? [] : ['error.message']),
    ...(STATUS_BY_TYPE[type]?.includes(status) ? [] : [`${type} with status ${status}`]),
    ...(status === 501 ? [`not implemented: ${String(error.message)}`] : []),
  ];
};
