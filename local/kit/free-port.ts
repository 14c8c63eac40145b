import { connect, createServer } from 'node:net';
import { listenError } from './listen';

/**
 * Makes sure that nothing listens on a port, before a program is started that would say so less clearly.
 *
 * @throws Error `Port 3000 (the app) is in use ...`
 */
export async function requireFreePort(port: number, name: string): Promise<void> {
  await bindOnce(port, name);
  // A server on ::1 only does not get in the way of ours, but browsers try it first for `localhost`.
  if (await answersOnIpv6(port)) {
    throw listenError(Object.assign(new Error('in use'), { code: 'EADDRINUSE' }), { port, name });
  }
}

/** A port that nothing listens on right now, chosen by the system. */
export function findFreePort(): Promise<number> {
  return bindOnce(0, 'a free port');
}

function bindOnce(port: number, name: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error) => {
      reject(listenError(error, { port, name }));
    });
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => {
        resolve(typeof address === 'object' && address !== null ? address.port : port);
      });
    });
  });
}

function answersOnIpv6(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '::1', port });
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => {
      answer(true);
    });
    socket.once('error', () => {
      answer(false);
    });
  });
}
