interface UsageMeterProps {
  label: string;
  used: number;
  /** null: without limit. */
  limit: number | null;
}

/** How much of a limit is used. */
export function UsageMeter({ label, used, limit }: UsageMeterProps) {
  const share = limit === null ? 0 : Math.min(1, used / Math.max(1, limit));
  const words = limit === null ? `${used}, without limit` : `${used} of ${limit}`;
  return (
    <div>
      <p className="flex justify-between gap-4 text-sm">
        <span className="font-medium">{label}</span>
        <span className="text-soft tabular">{words}</span>
      </p>
      {limit !== null && (
        <div
          role="meter"
          aria-label={`${label} used`}
          aria-valuemin={0}
          aria-valuemax={limit}
          aria-valuenow={Math.min(used, limit)}
          aria-valuetext={words}
          className="mt-2.5 h-1.5 overflow-hidden rounded-full border bg-wing"
        >
          <div className="h-full bg-lamp" style={{ width: `${share * 100}%` }} />
        </div>
      )}
    </div>
  );
}
