/** On a run in which nothing was sent. */
export function DryRunMark() {
  return (
    <span className="rounded-full border border-edge px-2 text-xs leading-5 text-soft">
      Dry run, nothing sent
    </span>
  );
}
