import type { CSSProperties } from 'react';
import { cn } from '@/components/ui/cn';
import {
  nodeHeight,
  nodeWidth,
  placeGraph,
  wrapLabel,
  type DrawableGraph,
  type PlacedNode,
} from './graph-layout';

interface GraphFigureProps {
  graph: DrawableGraph;
  /** What the picture shows, for those who do not see it. */
  label: string;
  /** Plays once: node by node, in reading order. */
  animated?: boolean;
  className?: string;
}

/** A graph as a picture: drawn on the server, no script, the same on every page that shows one. */
export function GraphFigure({ graph, label, animated = false, className }: GraphFigureProps) {
  const { width, height, nodes, edges } = placeGraph(graph);
  const pad = 2;
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`${-pad} ${-pad} ${width + 2 * pad} ${height + 2 * pad}`}
      style={{ maxWidth: (width + 2 * pad) * 1.15 }}
      className={cn('h-auto w-full', className)}
      data-animated={animated || undefined}
    >
      {edges.map((edge) => (
        <g key={edge.id} style={order(edge.order)}>
          <path
            d={edge.path}
            pathLength={1}
            fill="none"
            stroke="var(--edge)"
            strokeWidth="1.5"
            className="graph-edge"
          />
          {edge.label !== null && (
            <g className="graph-node">
              <rect
                x={edge.labelX - 16}
                y={edge.labelY - 9}
                width="32"
                height="18"
                rx="9"
                fill="var(--sheet)"
                stroke="var(--line)"
              />
              <text
                x={edge.labelX}
                y={edge.labelY + 3.5}
                textAnchor="middle"
                fontSize="10.5"
                fill="var(--soft)"
              >
                {edge.label.slice(0, 4)}
              </text>
            </g>
          )}
        </g>
      ))}
      {nodes.map((node, index) => (
        <Node key={node.id} node={node} index={index} />
      ))}
    </svg>
  );
}

function Node({ node, index }: { node: PlacedNode; index: number }) {
  const lines = wrapLabel(node.label);
  const top = node.y + (lines.length === 1 ? 30 : 24);
  return (
    <g className="graph-node" style={order(index)}>
      <rect
        x={node.x}
        y={node.y}
        width={nodeWidth}
        height={nodeHeight}
        rx="10"
        fill="var(--sheet)"
        stroke="var(--edge)"
      />
      <circle className="graph-lamp" cx={node.x + 18} cy={node.y + 18} r="4.5" fill="var(--lamp)" />
      <text
        x={node.x + nodeWidth - 12}
        y={node.y + 18}
        textAnchor="end"
        fontSize="10.5"
        fill="var(--faint)"
      >
        Q{index + 1}
      </text>
      {lines.map((line, lineIndex) => (
        <text
          key={line}
          x={node.x + 14}
          y={top + 14 + lineIndex * 15}
          fontSize="13"
          fontWeight="500"
          fill="var(--ink)"
        >
          {line}
        </text>
      ))}
    </g>
  );
}

function order(index: number): CSSProperties {
  const custom: Record<string, string | number> = { '--order': index };
  return custom;
}
