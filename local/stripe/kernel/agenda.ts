interface Entry {
  at: number;
  id: string;
}

/**
 * What is due when: a heap of (time, object id). The time of an object is computed from the object
 * itself whenever it changes, so nothing can be scheduled twice or forgotten.
 */
export class Agenda {
  private heap: Entry[] = [];
  private readonly current = new Map<string, number>();

  /** Sets or clears (null) when an object needs attention next, in Unix seconds. */
  set(id: string, at: number | null): void {
    if (at === null) {
      this.current.delete(id);
      return;
    }
    if (this.current.get(id) === at) return;
    this.current.set(id, at);
    this.push({ at, id });
  }

  /** The earliest entry not later than `until`, or null. It stays until its object changes. */
  next(until: number): Entry | null {
    for (;;) {
      const [top] = this.heap;
      if (!top || top.at > until) return null;
      if (this.current.get(top.id) === top.at) return top;
      this.pop(); // outdated: the object has changed since
    }
  }

  private push(entry: Entry): void {
    const { heap } = this;
    heap.push(entry);
    let at = heap.length - 1;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (!this.swapIfEarlier(at, parent)) break;
      at = parent;
    }
  }

  private pop(): void {
    const { heap } = this;
    const last = heap.pop();
    if (!last || heap.length === 0) return;
    heap[0] = last;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const right = left + 1;
      const child = this.isEarlier(right, left) ? right : left;
      if (child >= heap.length || !this.swapIfEarlier(child, at)) return;
      at = child;
    }
  }

  private swapIfEarlier(lower: number, upper: number): boolean {
    if (!this.isEarlier(lower, upper)) return false;
    const a = this.heap[lower];
    const b = this.heap[upper];
    if (a && b) [this.heap[lower], this.heap[upper]] = [b, a];
    return true;
  }

  /** Ties break by id, so that a run repeats exactly. */
  private isEarlier(one: number, other: number): boolean {
    const a = this.heap[one];
    const b = this.heap[other];
    if (!a || !b) return false;
    return a.at < b.at || (a.at === b.at && a.id < b.id);
  }
}
