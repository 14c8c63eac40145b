/** Apart from the other drawings: the public pages' forms need this one and no other. */
export function WarningIcon({ className }: { className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      className={className}
    >
      <path d="M10 3.5 17.25 16.25H2.75L10 3.5ZM10 8.25v3.5M10 14v.01" />
    </svg>
  );
}
