// Runs a Python program in Node, for machines that have no Python: `node run.mjs FILE [ARGUMENTS]`.
// The folder it is started in is the program's, so are the environment, the output and the exit code.
import { readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import { loadPyodide } from 'pyodide';

const [file = '', ...args] = process.argv.slice(2);

// WebAssembly has no sockets and cannot wait, so another thread sends the requests and this one sleeps meanwhile.
const { port1, port2 } = new MessageChannel();
const flag = new Int32Array(new SharedArrayBuffer(4));
const sender = new Worker(new URL('requests.mjs', import.meta.url), {
  workerData: { port: port2, flag },
  transferList: [port2],
});
sender.unref();

/** Sends a request and returns its answer as JSON; bodies are base64. */
function exchange(request) {
  Atomics.store(flag, 0, 0);
  port1.postMessage(JSON.parse(request));
  Atomics.wait(flag, 0, 0);
  return JSON.stringify(receiveMessageOnPort(port1)?.message ?? { error: 'No answer came' });
}

const python = await loadPyodide({ env: process.env, jsglobals: { exchange } });
const write = (descriptor) => ({
  write: (bytes) => {
    for (let at = 0; at < bytes.length; at += writeSync(descriptor, bytes, at));
    return bytes.length;
  },
});
python.setStdout(write(1));
python.setStderr(write(2));
python.mountNodeFS('/home/program', process.cwd());
python.FS.chdir('/home/program');
python.globals.set('argv', python.toPy([file, ...args]));
const prelude = readFileSync(path.join(import.meta.dirname, 'prelude.py'), 'utf8');
process.exitCode = python.runPython(prelude);
await sender.terminate();
