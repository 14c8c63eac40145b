import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Stripe from 'stripe';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parseAloneArguments } from './stripe-alone';

const KEY = 'sk_test_alone';
const SECRET = 'whsec_alone';
const script = path.resolve(import.meta.dirname, '../stack.ts');

let stateDir: string;
let running: ChildProcess[];
let receiver: Server | undefined;

beforeEach(async () => {
  stateDir = await mkdtemp(path.join(tmpdir(), 'cue-alone-'));
  running = [];
});

afterEach(async () => {
  for (const child of running) await stop(child);
  receiver?.closeAllConnections();
  receiver?.close();
  receiver = undefined;
  await rm(stateDir, { recursive: true });
});

/** Starts the command in a process of its own; resolves once it has said where it listens. */
async function start(...args: string[]): Promise<{ child: ChildProcess; stripe: Stripe }> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, 'local:stripe', ...args], {
    env: { ...process.env, CUE_STATE_DIR: stateDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  let said = '';
  const port = await new Promise<number>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      said += chunk;
      const found = /listens on http:\/\/127\.0\.0\.1:(\d+)[^]*state:/.exec(said);
      if (found) resolve(Number(found[1]));
    });
    child.once('exit', (code) => {
      reject(new Error(`ended with ${String(code)}: ${said}`));
    });
  });
  return { child, stripe: new Stripe(KEY, { protocol: 'http', host: '127.0.0.1', port }) };
}

async function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return child.exitCode;
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  return exited;
}

/** A webhook endpoint that resolves with the first event whose signature holds. */
async function firstEvent(): Promise<{ url: string; event: Promise<Stripe.Event> }> {
  const verifier = new Stripe(KEY);
  const server = createServer();
  receiver = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server
  const event = new Promise<Stripe.Event>((resolve, reject) => {
    server.on('request', (request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => {
        response.end();
        try {
          const signature = String(request.headers['stripe-signature']);
          resolve(verifier.webhooks.constructEvent(body, signature, SECRET));
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
  });
  return { url: `http://127.0.0.1:${port}/hook?a=b`, event };
}

describe('npm run local:stripe', () => {
  test('serves the API alone, delivers signed webhooks and ends when it is asked to', async () => {
    const { url, event } = await firstEvent();
    const { child, stripe } = await start(
      '--port',
      '0',
      '--key',
      KEY,
      '--memory',
      '--webhook',
      `${url}=${SECRET}`,
    );
    const { id } = await stripe.customers.create({ name: 'Ada' });
    expect(await event).toMatchObject({ type: 'customer.created', data: { object: { id } } });
    expect(await stop(child)).toBe(0);
  }, 30_000);

  test('keeps its state between starts unless it is told to keep it in memory', async () => {
    const first = await start('--port', '0', '--key', KEY);
    const { id } = await first.stripe.customers.create({ name: 'Ada' });
    await stop(first.child);
    const second = await start('--port', '0', '--key', KEY);
    expect(await second.stripe.customers.retrieve(id)).toMatchObject({ name: 'Ada' });
    await stop(second.child);
    const third = await start('--port', '0', '--key', KEY, '--memory');
    await expect(third.stripe.customers.retrieve(id)).rejects.toMatchObject({ statusCode: 404 });
  }, 30_000);

  test('starts its clock where it is told to', async () => {
    const { stripe } = await start(
      '--port=0',
      `--key=${KEY}`,
      '--memory',
      '--clock=2027-01-31T10:00:00Z',
    );
    const { created } = await stripe.customers.create({});
    expect(created).toBe(Date.UTC(2027, 0, 31, 10) / 1000);
  }, 30_000);

  test.each([
    [['--port', 'x'], /^--port must be a number/],
    [['--port', '70000'], /^--port/],
    [['--key', 'sk_live_x'], /^--key must begin with sk_test_/],
    [['--webhook', 'http://localhost:1/'], /^--webhook must be URL=SECRET/],
    [['--webhook', 'nowhere=whsec_x'], /^--webhook must be URL=SECRET/],
    [['--clock', 'tomorrow'], /^--clock must be a time/],
    [['--prot', '1'], /--prot/],
  ])('names the argument that is wrong in %j', (args, message) => {
    expect(() => parseAloneArguments(args)).toThrow(message);
  });
});
