import type { Graph } from '@/lib/workflows/graph/schema';
import type { Point } from './steps';

type Drawn = HTMLElement | SVGElement;

interface Carried {
  element: Drawn;
  /** The step whose way it goes. */
  nodeId: string;
}

/**
 * Many steps while they are dragged: what is drawn of them is pushed along as a picture, and drawn anew only where it
 * is let go. Drawn anew at every move of the pointer, 200 steps and their connections would take longer than a frame.
 */
export class DragPicture {
  readonly #canvas: HTMLElement;
  #carried: Carried[] | null = null;
  /** Connections of which one end stays behind. */
  #torn: Drawn[] = [];

  constructor(canvas: HTMLElement) {
    this.#canvas = canvas;
  }

  /**
   * @param places where each step that is dragged is now
   */
  move({ nodes, edges }: Graph, places: ReadonlyMap<string, Point>): void {
    const homes = new Map(nodes.map(({ id, position }) => [id, position]));
    for (const { element, nodeId } of (this.#carried ??= this.#take(edges, places))) {
      const [at, home] = [places.get(nodeId), homes.get(nodeId)];
      if (at !== undefined && home !== undefined) {
        element.style.translate = `${at.x - home.x}px ${at.y - home.y}px`;
      }
    }
  }

  /**
   * Lets the picture go as soon as the steps are drawn where they were put: sooner, they would jump back for a moment.
   *
   * @param isMoved whether they will be drawn anew at all
   */
  end(isMoved: boolean): void {
    const first = this.#carried?.[0];
    if (first === undefined || !isMoved) {
      this.#clear();
      return;
    }
    const observer = new MutationObserver(() => {
      observer.disconnect();
      this.#clear();
    });
    observer.observe(first.element, { attributeFilter: ['style'] });
  }

  #take(edges: Graph['edges'], places: ReadonlyMap<string, Point>): Carried[] {
    const carried: Carried[] = [];
    for (const element of this.#canvas.querySelectorAll<HTMLElement>('.react-flow__node')) {
      const nodeId = element.dataset.id ?? '';
      if (places.has(nodeId)) carried.push({ element, nodeId });
    }
    const ends = new Map(edges.map((edge) => [edge.id, edge]));
    for (const element of this.#canvas.querySelectorAll<SVGElement>('.react-flow__edge')) {
      const edge = ends.get(element.dataset.id ?? '');
      if (edge === undefined) continue;
      const goes = [edge.source, edge.target].filter((id) => places.has(id));
      if (goes.length === 2) carried.push({ element, nodeId: edge.source });
      else if (goes.length === 1) this.#torn.push(element);
    }
    for (const element of this.#torn) element.style.opacity = '0';
    return carried;
  }

  #clear(): void {
    for (const { element } of this.#carried ?? []) element.style.removeProperty('translate');
    for (const element of this.#torn) element.style.removeProperty('opacity');
    this.#carried = null;
    this.#torn = [];
  }
}
