import type { Ordered, Period, Place } from './ordered';
import type { ObjectType } from './records';

/**
 * Objects of a type in the order they came, looked at one by one and only as far as somebody asks:
 * a page of many thousand costs what is on it.
 */
export class Listing<Item> {
  constructor(
    readonly type: ObjectType,
    private readonly places: Ordered,
    private readonly read: (key: string) => Item | null,
    private readonly isMeant: (item: Item) => boolean = () => true,
  ) {}

  /** Those of them that are meant. */
  filter(isMeant: (item: Item) => boolean): Listing<Item> {
    return new Listing(
      this.type,
      this.places,
      this.read,
      (item) => this.isMeant(item) && isMeant(item),
    );
  }

  /**
   * Backwards from the newest.
   *
   * @param before only what came before this place
   * @param period where outside of it nothing is looked for; what is within has to be checked
   */
  *newestFirst(before: Place | null, period: Period): Generator<Item> {
    const [start, end] = this.places.stretch(period);
    const upTo = before ? Math.min(end, this.places.indexOf(before.order)) : end;
    for (let index = upTo - 1; index >= start; index -= 1) yield* this.meantAt(index);
  }

  /** Forwards, of what came after a place, within the period as above. */
  *oldestFirst(after: Place, period: Period): Generator<Item> {
    const [start, end] = this.places.stretch(period);
    const from = Math.max(start, this.places.indexOf(after.order + 1));
    for (let index = from; index < end; index += 1) yield* this.meantAt(index);
  }

  private *meantAt(index: number): Generator<Item> {
    const place = this.places.at(index);
    const item = place ? this.read(place.key) : null;
    if (item && this.isMeant(item)) yield item;
  }
}
