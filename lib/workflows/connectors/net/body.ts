import 'server-only';
import { Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { StepFailure } from '../executor';

/** Of an answer, as it arrives and again when it is unpacked. */
const ANSWER_BYTES_MAX = 1024 * 1024;

const unpackers = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

const tooLarge = () => new StepFailure('The answer is larger than 1 MiB', { isTemporary: false });

async function* capped(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of stream) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) throw tooLarge();
    yield chunk;
  }
}

/**
 * The whole body of an answer, unpacked. Stops reading as soon as it is too large, so that a small
 * answer which unpacks to gigabytes costs no more than a large one.
 * @throws StepFailure, not temporary, when it is too large or packed in a way that nobody asked for
 */
export async function readBody(stream: Readable, encoding: string | undefined): Promise<Buffer> {
  const packed = capped(stream);
  const plain =
    encoding === undefined || encoding === 'identity' ? packed : unpack(packed, encoding);
  const chunks: Uint8Array[] = [];
  for await (const chunk of plain) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function* unpack(packed: AsyncIterable<Uint8Array>, encoding: string) {
  const name = encoding.trim().toLowerCase();
  const create = Object.entries(unpackers).find(([known]) => known === name)?.[1];
  if (create === undefined) {
    throw new StepFailure(`The answer is packed as "${name.slice(0, 40)}"`, { isTemporary: false });
  }
  const unpacker = create();
  const source = Readable.from(packed);
  source.on('error', (error) => unpacker.destroy(error));
  try {
    yield* capped(source.pipe(unpacker));
  } catch (error) {
    if (error instanceof StepFailure) throw error;
    throw new StepFailure('The answer cannot be unpacked', { isTemporary: true, cause: error });
  } finally {
    source.destroy();
    unpacker.destroy();
  }
}
