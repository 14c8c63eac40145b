/** The first stop of the Tab key: past the navigation, to the page itself. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="sr-only rounded bg-lamp px-4 py-2 text-sm font-medium text-on-lamp focus-visible:not-sr-only focus-visible:fixed focus-visible:top-3 focus-visible:left-3 focus-visible:z-50 focus-visible:px-4 focus-visible:py-2"
    >
      Skip to the content
    </a>
  );
}
