/** A chart's vertical scale: round numbers from its lowest to its highest line. */
export interface Scale {
  ticks: number[];
  /** Where a value stands, in per cent from the top. */
  toPercent: (value: number) => number;
}

const ROUND = [1, 2, 2.5, 5, 10];

/**
 * The scale for values between `lowest` and `highest`; zero is always on it.
 *
 * @param lines about how many ticks
 */
export function toScale(lowest: number, highest: number, lines = 4): Scale {
  const bottom = Math.min(lowest, 0);
  const top = Math.max(highest, 0);
  const wanted = (top - bottom || 1) / lines;
  const power = 10 ** Math.floor(Math.log10(wanted));
  const step = (ROUND.find((each) => each * power >= wanted) ?? 10) * power;
  const first = Math.floor(bottom / step);
  const last = Math.max(Math.ceil(top / step), first + 1);
  const ticks = Array.from({ length: last - first + 1 }, (_each, index) => (first + index) * step);
  const span = (last - first) * step;
  return { ticks, toPercent: (value) => ((last * step - value) / span) * 100 };
}
