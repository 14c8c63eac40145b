/** Metadata as key and value, or nothing where there is none. */
export function MetadataList({ metadata }: { metadata: Readonly<Record<string, string>> }) {
  return (
    <ul className="space-y-1 font-mono text-xs">
      {Object.entries(metadata).map(([key, value]) => (
        <li key={key} className="break-words">
          <span className="text-faint">{key}:</span> {value}
        </li>
      ))}
    </ul>
  );
}
