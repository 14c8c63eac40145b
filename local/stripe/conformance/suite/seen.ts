import { isJson, itemsOf, type Exchange, type Json } from './request';

/** What a run has seen of the account, for checks that look at more than one answer. */
export class Seen {
  /** Ids of all requests that were answered. */
  readonly requestIds = new Set<string>();
  /** What was made, in order: the path it was made at, and its id. */
  readonly made: { path: string; id: string }[] = [];
  private readonly states = new Map<string, Json[]>();

  /** Notes an answer; says which id of a new object is the id of another, or null. */
  note({ body, headers, method, params, path }: Exchange): string | null {
    this.requestIds.add(headers.get('request-id') ?? '');
    if (!isJson(body)) return null;
    // What was expanded on demand differs from what an event holds.
    if (![...params.keys()].some((name) => name.startsWith('expand'))) {
      for (const each of [body, ...itemsOf(body)]) this.noteState(each);
    }
    const isNew =
      method === 'POST' && /^\/v1\/(?:\w+\/)?[a-z_]+$/.test(path) && typeof body.id === 'string';
    if (!isNew || headers.get('idempotent-replayed') === 'true') return null;
    const id = String(body.id);
    if (id.startsWith('upcoming_')) return null;
    const isKnown = this.made.some((each) => each.id === id);
    this.made.push({ path, id });
    return isKnown ? id : null;
  }

  /** Notes what an object was like at some moment. */
  noteState(shown: Json): void {
    if (typeof shown.id !== 'string') return;
    const states = this.states.get(shown.id) ?? [];
    states.push(shown);
    this.states.set(shown.id, states);
  }

  statesOf(id: string): readonly Json[] {
    return this.states.get(id) ?? [];
  }
}
