import { useId } from 'react';
import { toScale, type Scale } from './scale';

/** Colours that differ in lightness as well, for people who see few colours. */
const fills = {
  lamp: 'var(--lamp)',
  go: 'var(--go)',
  'go-deep': 'var(--green)',
  edge: 'var(--edge)',
  risk: 'var(--red)',
  'risk-soft': 'color-mix(in oklab, var(--red) 55%, var(--sheet))',
} as const;

interface Series {
  name: string;
  fill: keyof typeof fills;
  /** One per label; what is below zero hangs down. */
  values: readonly number[];
}

interface BarChartProps {
  title: string;
  /** What there is to see, in a sentence, for people who hear the page. */
  description: string;
  /** What the first column of the table is called. */
  unit: string;
  /** `narrow` is for phones, `long` for the table. */
  labels: readonly { narrow: string; short: string; long: string }[];
  series: readonly Series[];
  format: (value: number) => string;
  /** For the scale, where there is little room. */
  formatShort: (value: number) => string;
}

const HEIGHT = 200;

/**
 * Stacked bars, drawn on the server: no script, sharp at every width, with the figures as a table
 * below it for whoever would rather read.
 */
export function BarChart(props: BarChartProps) {
  const { title, description, labels, series } = props;
  const id = useId();
  const scale = toScale(...extent(series, labels.length));
  return (
    <figure className="rounded border bg-sheet p-4">
      {series.length > 1 && <Legend series={series} />}
      <div className="flex gap-2">
        <Axis scale={scale} format={props.formatShort} />
        <div className="min-w-0 flex-1">
          <svg
            role="img"
            aria-labelledby={`${id}-title ${id}-description`}
            width="100%"
            height={HEIGHT}
            className="block overflow-visible"
          >
            <title id={`${id}-title`}>{title}</title>
            <desc id={`${id}-description`}>{description}</desc>
            {scale.ticks.map((tick) => (
              <line
                key={tick}
                x1="0"
                x2="100%"
                y1={`${scale.toPercent(tick)}%`}
                y2={`${scale.toPercent(tick)}%`}
                stroke={tick === 0 ? 'var(--edge)' : 'var(--line)'}
              />
            ))}
            {labels.map((label, index) => (
              <Bar key={label.long} {...props} index={index} scale={scale} />
            ))}
          </svg>
          <div aria-hidden="true" className="mt-2 flex text-[0.6875rem] text-faint">
            {labels.map(({ narrow, short, long }) => (
              <span key={long} className="min-w-0 flex-1 text-center">
                <span className="sm:hidden">{narrow}</span>
                <span className="max-sm:hidden">{short}</span>
              </span>
            ))}
          </div>
        </div>
      </div>
      <Figures {...props} />
    </figure>
  );
}

function extent(series: readonly Series[], count: number): [number, number] {
  const sums = Array.from({ length: count }, (_each, index) => {
    const values = series.map(({ values }) => values[index] ?? 0);
    const sum = (of: number[]) => of.reduce((total, value) => total + value, 0);
    return [sum(values.filter((value) => value < 0)), sum(values.filter((value) => value > 0))];
  });
  return [Math.min(...sums.map(([low = 0]) => low)), Math.max(...sums.map(([, high = 0]) => high))];
}

/** One column: what is above zero grows up from it, what is below hangs down. */
function Bar({
  index,
  labels,
  series,
  scale,
  format,
}: BarChartProps & { index: number; scale: Scale }) {
  const width = 100 / labels.length;
  const edges = { up: 0, down: 0 };
  const words = series.map(({ name, values }) => `${name}: ${format(values[index] ?? 0)}`);
  return (
    <g>
      <title>{`${labels[index]?.long ?? ''}\n${words.join('\n')}`}</title>
      {/* The whole column answers the pointer, also where its bar is short. */}
      <rect x={`${index * width}%`} y="0" width={`${width}%`} height="100%" fill="transparent" />
      {series.map(({ name, fill, values }) => {
        const value = values[index] ?? 0;
        if (value === 0) return null;
        const from = value > 0 ? edges.up : edges.down;
        if (value > 0) edges.up += value;
        else edges.down += value;
        const top = scale.toPercent(Math.max(from, from + value));
        const bottom = scale.toPercent(Math.min(from, from + value));
        return (
          <rect
            key={name}
            x={`${(index + 0.2) * width}%`}
            y={`${top}%`}
            width={`${width * 0.6}%`}
            height={`${bottom - top}%`}
            rx="2"
            fill={fills[fill]}
            stroke="var(--sheet)"
          />
        );
      })}
    </g>
  );
}

function Axis({ scale, format }: { scale: Scale; format: (value: number) => string }) {
  return (
    <div aria-hidden="true" className="relative w-12 shrink-0" style={{ height: HEIGHT }}>
      {scale.ticks.map((tick) => (
        <span
          key={tick}
          className="absolute right-0 -translate-y-1/2 text-[0.6875rem] whitespace-nowrap text-faint tabular"
          style={{ top: `${scale.toPercent(tick)}%` }}
        >
          {format(tick)}
        </span>
      ))}
    </div>
  );
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul aria-hidden="true" className="mb-5 flex flex-wrap gap-x-4 gap-y-1 text-xs text-soft">
      {series.map(({ name, fill }) => (
        <li key={name} className="flex items-center gap-1.5">
          <span className="size-2.5 rounded-sm" style={{ background: fills[fill] }} />
          {name}
        </li>
      ))}
    </ul>
  );
}

/** The same as a table, the newest first. */
function Figures({ title, unit, labels, series, format }: BarChartProps) {
  return (
    <details className="mt-4 text-sm">
      <summary className="w-fit rounded text-soft hover:text-ink">Show the figures</summary>
      <div
        role="region"
        aria-label={`${title}, figures`}
        tabIndex={0}
        className="mt-3 overflow-x-auto rounded border"
      >
        <table className="w-full text-left">
          <thead>
            <tr className="border-b text-xs text-faint">
              {[unit, ...series.map(({ name }) => name)].map((head, index) => (
                <th
                  key={head}
                  scope="col"
                  className={`h-9 px-3 font-normal whitespace-nowrap ${index > 0 ? 'text-right' : ''}`}
                >
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {labels
              .map((label, index) => ({ label, index }))
              .reverse()
              .map(({ label, index }) => (
                <tr key={label.long} className="border-b last:border-b-0">
                  <th scope="row" className="px-3 py-2 font-normal whitespace-nowrap">
                    {label.long}
                  </th>
                  {series.map(({ name, values }) => (
                    <td
                      key={name}
                      className="px-3 py-2 text-right font-mono text-[0.8125rem] whitespace-nowrap tabular"
                    >
                      {format(values[index] ?? 0)}
                    </td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}
