import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { StepFailure } from '../executor';
import type { Address } from './destination';
import { getting, networkOf, startReceiver } from './net-fixture';
import { pinnedTo, safeFetch } from './safe-fetch';

const nothing = networkOf([]);
const failure = (promise: Promise<unknown>) =>
  promise.then(
    () => expect.unreachable('it was called'),
    (error: unknown) => {
      expect(error).toBeInstanceOf(StepFailure);
      return error as StepFailure;
    },
  );

describe('where a request may go', () => {
  it.each([
    'http://127.0.0.1/',
    'http://10.0.0.8/',
    'http://169.254.169.254/latest/meta-data/',
    'http://100.64.0.1/',
    'http://0.0.0.0/',
    'http://0/',
    'http://2130706433/',
    'http://0x7f000001/',
    'http://0177.0.0.1/',
    'http://127.1/',
    'http://[::1]/',
    'http://[::]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://[fe80::1]/',
    'http://①②⑦.⓪.⓪.①/',
    'http://localhost/',
    'http://LOCALHOST./',
    'http://a.localhost/',
    'http://metadata.google.internal/',
    'http://printer.local/',
  ])('%s is refused for good, before a connection is made', async (url) => {
    const error = await failure(safeFetch(nothing, getting(url)));
    expect(error.message).toMatch(/not on the public internet/);
    expect(error.isTemporary).toBe(false);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.com/',
    'gopher://example.com/',
    'javascript:alert(1)',
    'nonsense',
    'https://user:pass@example.com/',
    'https://example.com:25/',
  ])('%s is refused', async (url) => {
    await failure(safeFetch(nothing, getting(url)));
  });

  it('a name with one private address among public ones is refused', async () => {
    const resolve = () =>
      Promise.resolve<Address[]>([
        { address: '93.184.215.14', family: 4 },
        { address: '127.0.0.1', family: 4 },
      ]);
    const error = await failure(safeFetch(networkOf([], resolve), getting('https://example.com/')));
    expect(error.message).toMatch(/not on the public internet/);
  });

  it('a name that answers differently the second time leads nowhere else', async () => {
    await using receiver = await startReceiver((_, response) => response.end('inside'));
    let asked = 0;
    const resolve = () => {
      asked += 1;
      const address = asked === 1 ? '198.41.0.4' : '127.0.0.1';
      return Promise.resolve<Address[]>([{ address, family: 4 }]);
    };
    const url = `http://rebinding.example:${receiver.port}/`;
    await failure(safeFetch(networkOf([], resolve), getting(url, { timeoutSeconds: 1 })));
    expect({ asked, received: receiver.received }).toEqual({ asked: 1, received: [] });
  });

  it('connects to the address that was checked, and sends the name that was meant', async () => {
    await using receiver = await startReceiver((_, response) => response.end('ok'));
    const origin = `http://shop.example:${receiver.port}`;
    const resolve = () => Promise.resolve<Address[]>([{ address: '127.0.0.1', family: 4 }]);
    const answer = await safeFetch(networkOf([origin], resolve), getting(`${origin}/a?b=c`));
    expect(answer.text).toBe('ok');
    expect(receiver.received[0]).toMatchObject({
      path: '/a?b=c',
      headers: { host: `shop.example:${receiver.port}` },
    });
  });

  it('a look-up answers with what was checked, whatever is asked', () => {
    const lookup = pinnedTo([{ address: '1.2.3.4', family: 4 }]);
    lookup('elsewhere.example', { all: true }, (error, found) => {
      expect([error, found]).toEqual([null, [{ address: '1.2.3.4', family: 4 }]]);
    });
    lookup('elsewhere.example', {}, (error, address, family) => {
      expect([error, address, family]).toEqual([null, '1.2.3.4', 4]);
    });
    expect.assertions(2);
  });

  it('only exactly the origins that were allowed', async () => {
    await using receiver = await startReceiver((_, response) => response.end('ok'));
    const deps = networkOf([receiver.origin]);
    expect((await safeFetch(deps, getting(receiver.origin))).status).toBe(200);
    await failure(safeFetch(deps, getting(`http://127.0.0.1:${receiver.port + 1}/`)));
    await failure(safeFetch(deps, getting(`http://localhost:${receiver.port}/`)));
  });

  it('a name that does not exist is no passing trouble; a silent name server is', async () => {
    const failing = (code: string) => () =>
      Promise.reject(Object.assign(new Error(code), { code }));
    const url = 'https://nobody.example/';
    const unknown = await failure(safeFetch(networkOf([], failing('ENOTFOUND')), getting(url)));
    const silent = await failure(safeFetch(networkOf([], failing('EAI_AGAIN')), getting(url)));
    expect([unknown.isTemporary, silent.isTemporary]).toEqual([false, true]);
  });
});

describe('redirects', () => {
  it.each([
    'http://169.254.169.254/',
    'http://127.0.0.1:1/',
    '//[::1]/',
    'file:///etc/passwd',
    'http://localhost/',
  ])('to %s are refused', async (location) => {
    await using receiver = await startReceiver((_, response) =>
      response.writeHead(302, { location }).end(),
    );
    await failure(safeFetch(networkOf([receiver.origin]), getting(receiver.origin)));
    expect(receiver.received).toHaveLength(1);
  });

  it('keep credentials within an origin and drop them on the way to another', async () => {
    await using other = await startReceiver((_, response) => response.end('there'));
    await using receiver = await startReceiver(({ path }, response) => {
      const location = path === '/' ? '/second' : `${other.origin}/third`;
      response.writeHead(307, { location }).end();
    });
    const headers = [
      { name: 'Authorization', value: 'Bearer secret' },
      { name: 'X-Api-Key', value: 'secret' },
      { name: 'Cookie', value: 'a=b' },
      { name: 'Content-Type', value: 'text/plain' },
    ];
    const outgoing = getting(receiver.origin, { method: 'POST', headers, body: 'words' });
    const answer = await safeFetch(networkOf([receiver.origin, other.origin]), outgoing);
    expect(answer.text).toBe('there');
    expect(receiver.received[1]?.headers).toMatchObject({ authorization: 'Bearer secret' });
    const [arrived] = other.received;
    expect(arrived).toMatchObject({ method: 'POST', body: 'words' });
    expect(JSON.stringify(arrived)).not.toMatch(/secret|a=b/);
  });

  it('after 303 the next request has no body', async () => {
    await using receiver = await startReceiver(({ path }, response) => {
      if (path === '/') response.writeHead(303, { location: '/done' }).end();
      else response.end('done');
    });
    const outgoing = getting(receiver.origin, { method: 'POST', body: 'words' });
    await safeFetch(networkOf([receiver.origin]), outgoing);
    expect(receiver.received[1]).toMatchObject({ method: 'GET', body: '' });
  });

  it('are followed five times, and never where none are wanted', async () => {
    await using receiver = await startReceiver((_, response) =>
      response.writeHead(302, { location: '/' }).end(),
    );
    const deps = networkOf([receiver.origin]);
    const error = await failure(safeFetch(deps, getting(receiver.origin)));
    expect(error.message).toMatch(/more than 5 times/);
    expect(receiver.received).toHaveLength(6);
    const answer = await safeFetch(deps, getting(receiver.origin, { redirectsMax: 0 }));
    expect(answer.status).toBe(302);
  });
});

describe('what is sent and what comes back', () => {
  it.each([
    ['Host', 'internal'],
    ['Content-Length', '1'],
    ['transfer-encoding', 'chunked'],
    ['Connection', 'upgrade'],
    ['Proxy-Authorization', 'x'],
    ['X-Split', 'a\r\nX-Admin: 1'],
    ['X-Null', 'a\0b'],
    ['Bad Name', 'x'],
    ['X\r\nY', 'x'],
  ])('the header %j is refused', async (name, value) => {
    const error = await failure(
      safeFetch(nothing, getting('https://example.com/', { headers: [{ name, value }] })),
    );
    expect(error.message).not.toMatch(/[\r\n]/);
  });

  it('an answer over 1 MiB is not read to its end', async () => {
    await using receiver = await startReceiver((_, response) => {
      const chunk = Buffer.alloc(64 * 1024);
      const more = () => void response.write(chunk, () => !response.destroyed && more());
      more();
    });
    const error = await failure(safeFetch(networkOf([receiver.origin]), getting(receiver.origin)));
    expect(error.message).toMatch(/larger than 1 MiB/);
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
  ] as const)(
    'a small %s answer that unpacks to 5 MiB is refused; a good one is read',
    async (encoding, pack) => {
      const bomb = pack(Buffer.alloc(5 * 1024 * 1024));
      expect(bomb.byteLength).toBeLessThan(10_000);
      await using receiver = await startReceiver(({ path }, response) => {
        const packed = path === '/bomb' ? bomb : pack(Buffer.from('good'));
        response.writeHead(200, { 'content-encoding': encoding }).end(packed);
      });
      const deps = networkOf([receiver.origin]);
      const error = await failure(safeFetch(deps, getting(`${receiver.origin}/bomb`)));
      expect(error.message).toMatch(/larger than 1 MiB/);
      expect((await safeFetch(deps, getting(receiver.origin))).text).toBe('good');
    },
  );

  it('a broken or unknown packing is told', async () => {
    await using receiver = await startReceiver(({ path }, response) =>
      response
        .writeHead(200, { 'content-encoding': path === '/a' ? 'gzip' : 'zip' })
        .end('nonsense'),
    );
    const deps = networkOf([receiver.origin]);
    const broken = await failure(safeFetch(deps, getting(`${receiver.origin}/a`)));
    const unknown = await failure(safeFetch(deps, getting(`${receiver.origin}/b`)));
    expect([broken.message, unknown.message]).toEqual([
      'The answer cannot be unpacked',
      'The answer is packed as "zip"',
    ]);
  });

  it('who answers too late, or never ends, is given up and may be tried again', async () => {
    await using receiver = await startReceiver(({ path }, response) => {
      if (path === '/slow') response.write('a');
    });
    const deps = networkOf([receiver.origin]);
    for (const path of ['/', '/slow']) {
      const url = receiver.origin + path;
      const error = await failure(safeFetch(deps, getting(url, { timeoutSeconds: 1 })));
      expect(error.isTemporary).toBe(true);
      expect(error.message).toMatch(/within 1 second/);
    }
  });

  it('a cancelled step ends at once', async () => {
    const controller = new AbortController();
    await using receiver = await startReceiver(() => controller.abort());
    const outgoing = getting(receiver.origin, { signal: controller.signal });
    const error = await failure(safeFetch(networkOf([receiver.origin]), outgoing));
    expect(error.message).toBe('The step was stopped');
  });

  it('a refused connection may be tried again', async () => {
    const { origin } = await startReceiver(() => undefined).then(async (receiver) => {
      await receiver[Symbol.asyncDispose]();
      return receiver;
    });
    const error = await failure(safeFetch(networkOf([origin]), getting(origin)));
    expect(error.isTemporary).toBe(true);
    expect(error.message).toMatch(/ECONNREFUSED/);
  });
});
