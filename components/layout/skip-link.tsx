/** The first stop of the Tab key: past the navigation, to the page itself. */
export function SkipLink() {
  return (
    <a
      href="#content"
      className="fixed top-3 left-3 z-50 -translate-y-20 rounded bg-lamp px-4 py-2 text-sm font-medium text-on-lamp focus-visible:translate-y-0"
    >
      Skip to the content
    </a>
  );
}
