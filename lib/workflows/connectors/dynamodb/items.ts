import 'server-only';
import {
  DeleteItemCommand,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  type AttributeValue,
  type QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { StepFailure, type Executor } from '../executor';
import { readJsonObject } from '../failures';
import { toAttributes, toItem } from './attribute-value';
import { withDynamodb, type DynamodbDeps } from './client';

/** Of all items that a query may bring into a run. */
const ITEMS_CHARS_MAX = 1024 * 1024;

// Putting and deleting the same item again changes nothing, so these need no idempotency key.

export function createPut(deps: DynamodbDeps): Executor<'dynamodb_put'> {
  return async ({ config, log, ...call }) => {
    const Item = toAttributes(readJsonObject('Item', config.item));
    await withDynamodb(deps, call, (client, options) =>
      client.send(new PutItemCommand({ TableName: config.table, Item }), options),
    );
    log(`Wrote an item to ${config.table}`);
    return { written: true };
  };
}

export function createGet(deps: DynamodbDeps): Executor<'dynamodb_get'> {
  return async ({ config, log, ...call }) => {
    const Key = toAttributes(readJsonObject('Key', config.key));
    const { Item } = await withDynamodb(deps, call, (client, options) =>
      client.send(
        new GetItemCommand({ TableName: config.table, Key, ConsistentRead: true }),
        options,
      ),
    );
    log(
      Item === undefined ? `${config.table} has no such item` : `Read an item of ${config.table}`,
    );
    return { item: Item === undefined ? null : toItem(Item) };
  };
}

export function createDelete(deps: DynamodbDeps): Executor<'dynamodb_delete'> {
  return async ({ config, log, ...call }) => {
    const Key = toAttributes(readJsonObject('Key', config.key));
    await withDynamodb(deps, call, (client, options) =>
      client.send(new DeleteItemCommand({ TableName: config.table, Key }), options),
    );
    log(`Deleted an item of ${config.table}`);
    return { deleted: true };
  };
}

export function createQuery(deps: DynamodbDeps): Executor<'dynamodb_query'> {
  return async ({ config, log, ...call }) => {
    const values = toAttributes(readJsonObject('Values', config.values));
    const found = await withDynamodb(deps, call, async (client, options) => {
      const items: Record<string, AttributeValue>[] = [];
      let from: QueryCommandOutput['LastEvaluatedKey'];
      let chars = 0;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: config.table,
            ...(config.index !== '' && { IndexName: config.index }),
            KeyConditionExpression: config.keyCondition,
            ExpressionAttributeValues: values,
            Limit: config.limit - items.length,
            ...(from !== undefined && { ExclusiveStartKey: from }),
          }),
          options,
        );
        items.push(...(page.Items ?? []));
        chars += JSON.stringify(page.Items ?? []).length;
        if (chars > ITEMS_CHARS_MAX) {
          const message = 'The items found are larger than 1 MiB: ask for fewer';
          throw new StepFailure(message, { isTemporary: false });
        }
        from = page.LastEvaluatedKey;
      } while (from !== undefined && items.length < config.limit);
      return items.map(toItem);
    });
    log(`Found ${found.length} items in ${config.table}`);
    return { items: found, count: found.length };
  };
}
