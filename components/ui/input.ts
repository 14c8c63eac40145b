/** Shared by inputs, text areas and selects. */
export const inputStyle = [
  'w-full rounded border border-edge bg-sheet px-3 text-base text-ink sm:text-sm',
  'placeholder:text-faint',
  'aria-invalid:border-risk aria-invalid:outline-risk',
  'focus-visible:outline-2 focus-visible:outline-offset-0',
  // Not `read-only:`, which means every select as well.
  '[&[readonly]]:bg-wing disabled:opacity-60',
].join(' ');
