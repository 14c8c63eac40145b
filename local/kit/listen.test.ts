import { expect, test } from 'vitest';
import { listen } from './listen';

test('a handler answers on 127.0.0.1 and is gone after close', async () => {
  const server = await listen(() => new Response('hello'), { port: 0, name: 'greeter' });
  expect(await (await fetch(server.url)).text()).toBe('hello');
  await server.close();
  await server.close();
  await expect(fetch(server.url)).rejects.toThrow();
});

test('a busy port is named together with the server that wanted it', async () => {
  const first = await listen(() => new Response(), { port: 0, name: 'first' });
  await expect(listen(() => new Response(), { port: first.port, name: 'second' })).rejects.toThrow(
    `Port ${first.port} (second) is in use`,
  );
  await first.close();
});

test('close does not wait for a request that never ends', async () => {
  const server = await listen(() => new Promise<Response>(() => undefined), {
    port: 0,
    name: 'sleeper',
  });
  const pending = fetch(server.url).catch(() => 'cut');
  await server.close();
  expect(await pending).toBe('cut');
});
