// The thread that sends what a Python program in Node asks for, see run.mjs.
import { request } from 'node:http';
import { workerData } from 'node:worker_threads';

const { port, flag } = workerData;

port.on('message', async ({ url, method, headers, body, timeoutMs }) => {
  const answer = await send(url, { method, headers, timeout: timeoutMs }, body).catch((error) => ({
    error: String(error),
  }));
  port.postMessage(answer);
  Atomics.store(flag, 0, 1);
  Atomics.notify(flag, 0);
});

function send(url, options, body) {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        resolve({
          status: response.statusCode,
          reason: response.statusMessage,
          headers: response.rawHeaders,
          body: Buffer.concat(chunks).toString('base64'),
        });
      });
    });
    sent.on('timeout', () => sent.destroy(new Error('timed out')));
    sent.on('error', reject);
    sent.end(body === null ? undefined : Buffer.from(body, 'base64'));
  });
}
