import type { Flow } from './canvas';
import { stepHeight, stepWidth, type Point } from './steps';

/** The middle of what is in sight, where a step stands that goes nowhere in particular. */
export function middleOf(flow: Flow | null, frame: HTMLElement | null): Point {
  if (flow === null || frame === null) return { x: 0, y: 0 };
  const { left, top, width, height } = frame.getBoundingClientRect();
  const { x, y } = flow.screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
  const snap = (value: number) => Math.round(value / 8) * 8;
  return { x: snap(x - stepWidth / 2), y: snap(y - stepHeight / 2) };
}

/** Moves the canvas when a step is out of sight. */
export function reveal(flow: Flow | null, frame: HTMLElement | null, { x, y }: Point): void {
  if (flow === null || frame === null) return;
  const box = frame.getBoundingClientRect();
  const from = flow.flowToScreenPosition({ x, y });
  const to = flow.flowToScreenPosition({ x: x + stepWidth, y: y + stepHeight });
  const isSeen = from.x >= box.left && from.y >= box.top && to.x <= box.right && to.y <= box.bottom;
  if (isSeen) return;
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  void flow.setCenter(x + stepWidth / 2, y + stepHeight / 2, {
    zoom: flow.getZoom(),
    duration: isStill ? 0 : 200,
  });
}
