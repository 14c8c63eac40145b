import type { Chunks } from '../chunk';

/** Steps at Amazon DynamoDB (its API reference; AWS Signature Version 4), in TypeScript. */
export const dynamodb: Chunks = {
  dynamodb: {
    needs: ['http', 'missing'],
    imports: ["import { createHash, createHmac } from 'node:crypto';"],
    code: `
type Account = [accessKeyId: string, secretAccessKey: string, region: string];
type Attribute = Record<string, unknown>;

const throttled =
  /LimitExceeded|ProvisionedThroughputExceeded|RequestLimitExceeded|Throttling|TransactionConflict/;

/** One call, signed (AWS Signature Version 4). */
async function askDynamodb([accessKeyId, secretAccessKey, region]: Account, operation: string, values: object) {
  const url = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? \`https://dynamodb.\${region}.amazonaws.com\`;
  const body = JSON.stringify(values);
  const hash = (words: string) => createHash('sha256').update(words).digest('hex');
  const stamp = \`\${new Date().toISOString().replaceAll(/[-:]|\\.\\d+/g, '')}\`;
  const sent = {
    'content-type': 'application/x-amz-json-1.0',
    host: new URL(url).host,
    'x-amz-date': stamp,
    'x-amz-target': \`DynamoDB_20120810.\${operation}\`,
  };
  const names = Object.keys(sent).join(';');
  const lines = Object.entries(sent).map(([name, value]) => \`\${name}:\${value}\\n\`).join('');
  const reach = \`\${stamp.slice(0, 8)}/\${region}/dynamodb/aws4_request\`;
  const content = hash(\`POST\\n/\\n\\n\${lines}\\n\${names}\\n\${hash(body)}\`);
  const parts = [...reach.split('/'), \`AWS4-HMAC-SHA256\\n\${stamp}\\n\${reach}\\n\${content}\`];
  const code = parts.reduce<Buffer>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    Buffer.from(\`AWS4\${secretAccessKey}\`),
  );
  const signature = \`SignedHeaders=\${names}, Signature=\${code.toString('hex')}\`;
  const authorization = \`AWS4-HMAC-SHA256 Credential=\${accessKeyId}/\${reach}, \${signature}\`;
  try {
    const answer = await send({
      method: 'POST',
      url: \`\${url.replace(/\\/+$/, '')}/\`,
      headers: { ...sent, authorization },
      body,
      who: 'DynamoDB',
    });
    const found = readJson(answer.text);
    return isObject(found) ? found : {};
  } catch (error) {
    if (error instanceof Failure && throttled.test(error.message)) error.isTemporary = true;
    throw error;
  }
}

function toAttribute(value: unknown): Attribute {
  if (value === null || value === undefined) return { NULL: true };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: String(value) };
  if (Array.isArray(value)) return { L: value.map(toAttribute) };
  return isObject(value) ? { M: toAttributes(value) } : { S: value };
}

function toAttributes(item: unknown): Record<string, Attribute> {
  if (!isObject(item)) throw new Failure('A JSON object is needed here');
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toAttribute(value)]));
}

function toNumber(digits: string): unknown {
  const number = Number(digits);
  const isExact = Number.isInteger(number) ? Number.isSafeInteger(number) : digits.length <= 16;
  return Number.isFinite(number) && isExact ? number : digits;
}

function fromAttribute(attribute: unknown): unknown {
  const [[kind, value] = ['NULL', null]] = isObject(attribute) ? Object.entries(attribute) : [];
  if (kind === 'N') return toNumber(String(value));
  if (kind === 'NS' && Array.isArray(value)) return value.map((each) => toNumber(String(each)));
  if (kind === 'L' && Array.isArray(value)) return value.map(fromAttribute);
  if (kind === 'M') return fromAttributes(value);
  return kind === 'NULL' ? null : value;
}

function fromAttributes(item: unknown): Record<string, unknown> {
  const entries = isObject(item) ? Object.entries(item) : [];
  return Object.fromEntries(entries.map(([name, value]) => [name, fromAttribute(value)]));
}
`,
  },
  dynamodb_put: {
    needs: ['dynamodb'],
    code: `
async function dynamodbPut(_: string, { account, table, item }: { account: Account; table: string; item: unknown }) {
  await askDynamodb(account, 'PutItem', { TableName: table, Item: toAttributes(item) });
  return { written: true };
}
`,
  },
  dynamodb_get: {
    needs: ['dynamodb'],
    code: `
async function dynamodbGet(_: string, { account, table, key }: { account: Account; table: string; key: unknown }) {
  const values = { TableName: table, Key: toAttributes(key), ConsistentRead: true };
  const { Item } = await askDynamodb(account, 'GetItem', values);
  return { item: Item === undefined ? null : fromAttributes(Item) };
}
`,
  },
  dynamodb_delete: {
    needs: ['dynamodb'],
    code: `
async function dynamodbDelete(_: string, { account, table, key }: { account: Account; table: string; key: unknown }) {
  await askDynamodb(account, 'DeleteItem', { TableName: table, Key: toAttributes(key) });
  return { deleted: true };
}
`,
  },
  dynamodb_query: {
    needs: ['dynamodb'],
    code: `
interface DynamodbQuery {
  account: Account;
  table: string;
  keyCondition: string;
  values: unknown;
  limit: number;
  index?: string;
}

async function dynamodbQuery(_: string, { account, table, keyCondition, values, limit, index }: DynamodbQuery) {
  const items: unknown[] = [];
  for (let start: unknown; items.length < limit; ) {
    const page = await askDynamodb(account, 'Query', {
      TableName: table,
      KeyConditionExpression: keyCondition,
      ExpressionAttributeValues: toAttributes(values),
      Limit: limit - items.length,
      IndexName: index,
      ExclusiveStartKey: start,
    });
    if (Array.isArray(page.Items)) items.push(...page.Items.map(fromAttributes));
    start = page.LastEvaluatedKey;
    if (start === undefined) break;
  }
  return { items, count: items.length };
}
`,
  },
};
