// Stands in for Next in stack.test.ts: healthy at once, and as stubborn as it is told to be.
import { spawn } from 'node:child_process';
import { createServer } from 'node:http';

// As the real one does; the next start knows it by this name.
process.title = 'next-fake';

const [manner] = process.argv.slice(2);

createServer((request, response) => {
  response.end('{}');
  if (request.url === '/die') {
    process.stderr.write('out of luck\n');
    setImmediate(() => process.exit(7));
  }
}).listen(Number(process.env.PORT), '127.0.0.1');

if (manner === 'hangs') {
  // Ignores every polite request, and so does its child.
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => undefined);
  spawn(process.execPath, ['-e', 'process.on("SIGTERM", () => 0); setInterval(() => 0, 1e6)'], {
    stdio: 'ignore',
  });
}
