import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { emptyState } from './state';
import { readStateFile, StateFile } from './state-file';
import { Store } from './store';

let folder: string;
let file: string;
let store: Store;
let stateFile: StateFile;

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'state-file-'));
  file = path.join(folder, 'stripe.json');
  store = new Store(emptyState('s', null), () => null);
  stateFile = new StateFile(file, () => store);
});

afterEach(() => {
  stateFile.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

const put = (id: string, name = id) => {
  store.put({ id, object: 'customer', name });
};
const read = () => readStateFile(file)?.state;

describe('the state on disk', () => {
  it('has everything that was committed, without being written whole', () => {
    put('cus_1');
    put('cus_2');
    stateFile.commit();
    store.delete('cus_1');
    store.bury('cus_1', 'customer');
    put('cus_2', 'changed');
    store.state.failNext.push('generic_decline');
    stateFile.commit();
    expect(read()).toEqual(store.state);
    expect(JSON.parse(fs.readFileSync(file, 'utf8'))).toMatchObject({ objects: {} });
  });

  it('grows by the size of a change, however much there is', () => {
    for (let at = 0; at < 2000; at += 1) put(`cus_${at}`);
    stateFile.rewrite();
    put('cus_new');
    stateFile.commit();
    expect(fs.statSync(`${file}.journal`).size).toBeLessThan(500);
    expect(read()).toEqual(store.state);
  });

  it('loses at most the line that a killed process was writing', () => {
    put('cus_1');
    stateFile.commit();
    const kept = structuredClone(store.state);
    put('cus_2');
    stateFile.commit();
    const journal = fs.readFileSync(`${file}.journal`, 'utf8');
    fs.writeFileSync(`${file}.journal`, journal.slice(0, -10));
    expect(read()).toEqual(kept);
  });

  it.each([
    ['zeros, as a disk may leave them', '\0\0\0\0\n'],
    ['a line end that came without its line', '{"objects":{"cus_2":{"id":"c\n'],
    ['half a line', '{"objects":{"cus_2"'],
    ['an empty line', '\n'],
  ])('survives a journal that ends in %s', (_what, end) => {
    put('cus_1');
    stateFile.commit();
    fs.appendFileSync(`${file}.journal`, end);
    expect(read()).toEqual(store.state);
    // The next run begins with what could be read, and forgets the rest for good.
    const next = new StateFile(file, () => store, readStateFile(file)?.generation);
    next.close();
    expect([read(), fs.readFileSync(`${file}.journal`, 'utf8').split('\n')]).toEqual([
      store.state,
      [expect.stringContaining('continues'), ''],
    ]);
  });

  it('says so when a journal is broken in its middle, rather than losing what came after', () => {
    for (const id of ['cus_1', 'cus_2']) {
      put(id);
      stateFile.commit();
    }
    const journal = fs.readFileSync(`${file}.journal`, 'utf8');
    fs.writeFileSync(`${file}.journal`, journal.replace(/^.*cus_1.*$/m, 'broken'));
    expect(read).toThrow(/journal is not a state .* Delete it to start afresh/);
  });

  it('stays small, however often the same is written', () => {
    const mebibyte = 2 ** 20;
    for (let at = 0; at < 50; at += 1) {
      put('cus_1', String(at).repeat(mebibyte / 2));
      stateFile.commit();
      expect(fs.statSync(`${file}.journal`).size).toBeLessThan(18 * mebibyte);
    }
    expect(read()).toEqual(store.state);
  });

  it('takes no journal for its own that was folded in before', () => {
    put('cus_1');
    stateFile.commit();
    const journal = fs.readFileSync(`${file}.journal`);
    put('cus_1', 'later');
    stateFile.rewrite(); // and here the process dies, before the journal is begun anew
    fs.writeFileSync(`${file}.journal`, journal);
    expect(read()).toEqual(store.state);
  });

  it('writes nothing down of what a failed operation had begun', () => {
    put('cus_1');
    stateFile.commit();
    const kept = structuredClone(store.state);
    const failing = () =>
      store.transaction(() => {
        put('cus_1', 'half done');
        put('cus_2');
        throw new Error('crash');
      });
    expect(failing).toThrow('crash');
    stateFile.commit();
    expect(read()).toEqual(kept);
  });

  it('is read from a file of the time before there was a journal', () => {
    stateFile.close();
    fs.rmSync(`${file}.journal`);
    fs.writeFileSync(file, JSON.stringify(emptyState('old', 7)));
    expect(readStateFile(file)).toEqual({ state: emptyState('old', 7), generation: 0 });
  });
});
