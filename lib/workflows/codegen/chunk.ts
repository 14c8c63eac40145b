/** A piece of the helpers that generated code carries; only what a program needs is written into it. */
export interface Chunk {
  /** Other chunks that it calls. */
  needs?: readonly string[];
  /** Modules of the standard library. */
  imports?: readonly string[];
  code: string;
}

export type Chunks = Readonly<Record<string, Chunk>>;

/**
 * The named chunks with all that they need, each after what it needs.
 *
 * @throws Error when a chunk is asked for that does not exist, which is a mistake in our tables
 */
export function collectChunks(chunks: Chunks, names: Iterable<string>): Chunk[] {
  const found = new Map<string, Chunk>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    const chunk = chunks[name];
    if (chunk === undefined) throw new Error(`There is no chunk "${name}"`);
    for (const need of chunk.needs ?? []) visit(need);
    found.set(name, chunk);
  };
  for (const name of names) visit(name);
  return [...found.values()];
}
