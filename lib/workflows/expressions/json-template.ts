import type { z } from 'zod';
import { parseTemplate } from './template';

type Json = z.core.util.JSONType;

export type JsonTemplate = { ok: true; tree: Json } | { ok: false; message: string };

/**
 * Reads JSON that holds `{{ expressions }}`: the answer is a tree whose strings are templates, and
 * in which a bare `{{ expression }}` is a string of its own. So the shape is known before anything
 * is computed, and a value can neither end a string nor add a field.
 */
export function parseJsonTemplate(words: string): JsonTemplate {
  const tree = readTree(words);
  if (tree === undefined) return { ok: false, message: 'This is not valid JSON' };
  const name = namesIn(tree).find((each) => each.includes('{{'));
  if (name === undefined) return { ok: true, tree };
  return { ok: false, message: `The name "${name}" cannot be computed, only values can` };
}

function readTree(words: string): Json | undefined {
  return readJson(words) ?? readMarked(words);
}

function readJson(text: string): Json | undefined {
  try {
    // What JSON.parse answers is JSON.
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/**
 * For words that become JSON only when their expressions are taken out: an expression without quotes
 * around it, or with quotes inside. Each is replaced by a mark, and put back where the mark is found.
 */
function readMarked(words: string): Json | undefined {
  const mark = unusedMark(words);
  const sources: string[] = [];
  let text = '';
  let isInString = false;
  for (const part of parseTemplate(words)) {
    if (part.kind === 'text') {
      isInString = endsInString(part.text, isInString);
      text += part.text;
      continue;
    }
    const placed = `${mark}${sources.length}${mark}`;
    sources.push(part.source);
    text += isInString ? placed : `"${placed}"`;
  }
  const tree = readJson(text);
  const marks = new RegExp(`${mark}(\\d+)${mark}`, 'g');
  const putBack = (each: string) =>
    each.replaceAll(marks, (_, place: string) => `{{ ${sources[Number(place)] ?? ''} }}`);
  return tree === undefined ? undefined : mapStrings(tree, putBack);
}

function unusedMark(words: string): string {
  let mark = '@';
  while (words.includes(mark)) mark += '@';
  return mark;
}

/** @param isInString whether the text begins inside of a string */
function endsInString(text: string, isInString: boolean): boolean {
  let isInside = isInString;
  for (let at = 0; at < text.length; at += 1) {
    if (isInside && text[at] === '\\') at += 1;
    else if (text[at] === '"') isInside = !isInside;
  }
  return isInside;
}

/** The same tree with every string replaced, names of fields included. */
function mapStrings(tree: Json, replace: (text: string) => string): Json {
  if (typeof tree === 'string') return replace(tree);
  if (Array.isArray(tree)) return tree.map((item) => mapStrings(item, replace));
  if (tree === null || typeof tree !== 'object') return tree;
  // Not by assignment: "__proto__" is a name like any other here.
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [replace(name), mapStrings(value, replace)]),
  );
}

function namesIn(tree: Json): string[] {
  if (Array.isArray(tree)) return tree.flatMap(namesIn);
  if (tree === null || typeof tree !== 'object') return [];
  return Object.entries(tree).flatMap(([name, value]) => [name, ...namesIn(value)]);
}

/** Every string of a tree that is a value. */
export function stringsIn(tree: Json): string[] {
  if (typeof tree === 'string') return [tree];
  if (tree === null || typeof tree !== 'object') return [];
  return Object.values(tree).flatMap(stringsIn);
}

/** The same tree with every string that is a value replaced by any value. */
export function fillStrings(tree: Json, fill: (text: string) => Json): Json {
  if (typeof tree === 'string') return fill(tree);
  if (Array.isArray(tree)) return tree.map((item) => fillStrings(item, fill));
  if (tree === null || typeof tree !== 'object') return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([name, value]) => [name, fillStrings(value, fill)]),
  );
}
