import { describe, expect, it } from 'vitest';
import { setUpCatalog, withProAt } from './push-fixture';

const { app, pricesOf, push, pushWith } = setUpCatalog();

/** The client of a process that is killed when Stripe has answered a request. */
function killedAfter(path: 'products' | 'prices', method: 'create' | 'update') {
  const resource = app.stripe[path];
  const killed = new Proxy(resource, {
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function' || name !== method) return value;
      return async (...args: unknown[]) => {
        await Reflect.apply(value, target, args);
        throw new Error('killed');
      };
    },
  });
  return new Proxy(app.stripe, {
    get: (target, name) => (name === path ? killed : (Reflect.get(target, name) as unknown)),
  });
}

describe('a push that is killed', () => {
  it('after Stripe made a price is found and finished by the next: there is no second price', async () => {
    const before = await pricesOf('cue_pro');
    const dying = pushWith({ plans: withProAt(4700) }, killedAfter('prices', 'create'));
    await expect(dying).rejects.toThrow('killed');
    const begun = await app.database.query(
      "select key, status from stripe.catalog_ops where status = 'begun'",
    );
    expect(begun).toEqual([{ key: 'price:pro_monthly', status: 'begun' }]);
    expect(await push(withProAt(4700))).toContain('note price pro_monthly as it is at Stripe');
    const after = await pricesOf('cue_pro');
    expect(after).toHaveLength(before.length + 1);
    expect(after.filter(({ active }) => active)).toHaveLength(2);
    expect(await push(withProAt(4700))).toEqual([]);
  });

  it('and followed by another change of the code is no change by somebody else', async () => {
    const dying = pushWith({ plans: withProAt(4800) }, killedAfter('prices', 'create'));
    await expect(dying).rejects.toThrow('killed');
    expect(await push()).toContain('replace price pro_monthly: unit_amount 4800 → 4000');
    const active = (await pricesOf('cue_pro')).filter((price) => price.active);
    expect(active.map((price) => price.unit_amount).sort()).toEqual([4000, 40_000]);
    expect(await push()).toEqual([]);
  });

  it('while its request is on the way is repeated under the same key', async () => {
    const keys: unknown[] = [];
    const unreachable = new Proxy(app.stripe, {
      get: (target, name) =>
        name === 'prices'
          ? new Proxy(target.prices, {
              get: (prices, method) =>
                method === 'create'
                  ? (_params: unknown, options: { idempotencyKey: string }) => {
                      keys.push(options.idempotencyKey);
                      return Promise.reject(new Error('no answer'));
                    }
                  : (Reflect.get(prices, method) as unknown),
            })
          : (Reflect.get(target, name) as unknown),
    });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const lost = pushWith({ plans: withProAt(4900) }, unreachable);
      await expect(lost).rejects.toThrow('no answer');
    }
    expect(keys[0]).toMatch(/^cat:test:price:pro_monthly:[0-9a-f]{16}:\d+$/);
    expect(keys[1]).toBe(keys[0]);
    expect(await push()).toEqual(['note price pro_monthly as it is at Stripe']);
  });
});

describe('two pushes at once', () => {
  it('do it once: the other says that it is busy, and finds nothing to do afterwards', async () => {
    const changed = { plans: withProAt(5100) };
    const before = await pricesOf('cue_pro');
    const results = await Promise.all([pushWith(changed), pushWith(changed), pushWith(changed)]);
    expect(results.map(({ outcome }) => outcome).sort()).toEqual(['busy', 'busy', 'done']);
    expect(await pricesOf('cue_pro')).toHaveLength(before.length + 1);
    expect(await push(withProAt(5100))).toEqual([]);
    await push();
  });
});
