import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoTable, dynamodbKeys, startDynamodb } from '@/local/dynamodb/server';
import { startReceiver } from '../net/net-fixture';
import { failureOf, runStep } from '../step-fixture';
import { toAttribute, toJson } from './attribute-value';
import { createDelete, createGet, createPut, createQuery } from './items';

let server: Awaited<ReturnType<typeof startDynamodb>>;
beforeAll(async () => {
  server = await startDynamodb({ port: 0 });
});
afterAll(() => server.close());

const credential = dynamodbKeys;
const deps = () => ({ endpoint: server.url });
const table = demoTable;

describe('items of DynamoDB', () => {
  it('are written, read, found and deleted as the JSON they are', async () => {
    const trigger = {
      id: 'c1',
      name: 'Ada "the"',
      tags: ['a', 1, null, true],
      nested: { deep: -1.5 },
    };
    const item = '{"id": "{{ trigger.id }}", "all": "{{ trigger }}"}';
    const put = await runStep('dynamodb_put', createPut(deps()), {
      data: { table, item },
      trigger,
      credential,
    });
    expect(put).toEqual({ written: true });
    const key = '{"id": "{{ trigger.id }}"}';
    const rest = { data: { table, key }, trigger, credential };
    const kept = { id: 'c1', all: trigger };
    expect(await runStep('dynamodb_get', createGet(deps()), rest)).toEqual({ item: kept });
    const data = { table, keyCondition: 'id = :id', values: '{":id": "c1"}' };
    expect(await runStep('dynamodb_query', createQuery(deps()), { data, credential })).toEqual({
      items: [kept],
      count: 1,
    });
    expect(await runStep('dynamodb_delete', createDelete(deps()), rest)).toEqual({ deleted: true });
    expect(await runStep('dynamodb_get', createGet(deps()), rest)).toEqual({ item: null });
  });

  it('come back as they went in', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const json = JSON.parse(JSON.stringify(value)) as Parameters<typeof toAttribute>[0];
        const back = toJson(toAttribute(json));
        // Numbers that JavaScript cannot hold exactly come back as their digits.
        expect(JSON.stringify(back).replaceAll('"', '')).toBe(
          JSON.stringify(json).replaceAll('"', ''),
        );
      }),
    );
  });
});

describe('when DynamoDB does not do it', () => {
  const data = { table: 'nowhere', key: '{"id": "a"}' };

  it('a refusal is told in its words, for good', async () => {
    const error = await failureOf(runStep('dynamodb_get', createGet(deps()), { data, credential }));
    expect(error.isTemporary).toBe(false);
    expect(error.message).toMatch(/ResourceNotFoundException/);
  });

  it.each([
    [400, 'ProvisionedThroughputExceededException', true],
    [500, 'InternalServerError', true],
    [400, 'UnrecognizedClientException', false],
  ])('%i %s may pass: %s; it is asked once an attempt', async (status, type, isTemporary) => {
    await using receiver = await startReceiver((_, response) =>
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(
        JSON.stringify({
          __type: `com.amazonaws#${type}`,
          message: `no ${credential.secretAccessKey}`,
        }),
      ),
    );
    const executor = createGet({ endpoint: receiver.origin });
    const error = await failureOf(runStep('dynamodb_get', executor, { data, credential }));
    expect(error.isTemporary).toBe(isTemporary);
    expect(error.message).not.toContain(credential.secretAccessKey);
    expect(receiver.received).toHaveLength(1);
  });

  it('silence may pass, and a cancelled run does not wait', async () => {
    const gone = createGet({ endpoint: 'http://127.0.0.1:1' });
    expect((await failureOf(runStep('dynamodb_get', gone, { data, credential }))).isTemporary).toBe(
      true,
    );
    const controller = new AbortController();
    await using silent = await startReceiver(() => controller.abort());
    const executor = createGet({ endpoint: silent.origin });
    const error = await failureOf(
      runStep('dynamodb_get', executor, { data, credential, signal: controller.signal }),
    );
    expect(error.message).toBe('The step was stopped');
  });

  it('a region that is no region never becomes a part of an address', async () => {
    const wrong = { ...credential, region: 'evil.example/' };
    const error = await failureOf(
      runStep('dynamodb_get', createGet(deps()), { data, credential: wrong }),
    );
    expect(error.message).toMatch(/Choose the account/);
  });
});
