/** Where an object stands among all that came. */
export interface Place {
  /** The object's key in the state. */
  readonly key: string;
  /** Higher for what came later. */
  readonly order: number;
  /** Unix seconds; 0 for what has no such time. */
  readonly created: number;
}

/** Bounds of `created`, both inclusive, Unix seconds. */
export interface Period {
  from: number;
  to: number;
}

/**
 * Places in the order they came. Any of them is found by halving, so that a page in the middle of
 * many objects costs no more than the first.
 */
export class Ordered {
  private readonly places: Place[] = [];
  /** Whether `created` never falls; with test clocks it does. */
  private isChronological = true;

  get size(): number {
    return this.places.length;
  }

  at(index: number): Place | undefined {
    return this.places[index];
  }

  add(place: Place): void {
    const index = this.indexOf(place.order);
    const before = this.places[index - 1];
    const after = this.places[index];
    const isInTime =
      (!before || before.created <= place.created) && (!after || place.created <= after.created);
    if (!isInTime) this.isChronological = false;
    if (after) this.places.splice(index, 0, place);
    else this.places.push(place);
  }

  remove(place: Place): void {
    const index = this.indexOf(place.order);
    if (this.places[index]?.order === place.order) this.places.splice(index, 1);
    if (this.places.length === 0) this.isChronological = true;
  }

  /** The index of the first place that did not come before `order`. */
  indexOf(order: number): number {
    return this.firstWhere((place) => place.order >= order);
  }

  /** The stretch, from and up to an index, outside of which nothing was created in a period. */
  stretch({ from, to }: Period): [start: number, end: number] {
    if (!this.isChronological) return [0, this.places.length];
    return [
      this.firstWhere(({ created }) => created >= from),
      this.firstWhere(({ created }) => created > to),
    ];
  }

  /** The first index that fits, where all after one that fits do too. */
  private firstWhere(fits: (place: Place) => boolean): number {
    let low = 0;
    let high = this.places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const place = this.places[middle];
      if (place && fits(place)) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}
