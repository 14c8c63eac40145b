/** Structured data for search engines (https://schema.org). */
export function JsonLd({ data }: { data: Readonly<Record<string, unknown>> }) {
  // "<" is escaped so that no text in the data can close the script element.
  const json = JSON.stringify({ '@context': 'https://schema.org', ...data }).replaceAll(
    '<',
    '\\u003c',
  );
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: json }} />;
}
