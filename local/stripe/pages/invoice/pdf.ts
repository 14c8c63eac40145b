const LINES_PER_PAGE = 46;
const FIRST_BASELINE = 780;
const LEADING = 16;
const WIDTH = 92;

/**
 * A plain PDF of text lines in Courier, on A4.
 *
 * @param lines at most 92 characters each; what Latin-1 does not have becomes a question mark
 */
export function toPdf(lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const pages: string[][] = [];
  for (let at = 0; at < lines.length; at += LINES_PER_PAGE) {
    pages.push(lines.slice(at, at + LINES_PER_PAGE));
  }
  // Objects 1 to 3 are catalog, page tree and font; then a page and its text by turns.
  const kids = pages.map((_, at) => `${4 + 2 * at} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((page, at) => {
      const text = textOf(page);
      return [
        `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents ${5 + 2 * at} 0 R ` +
          '/Resources << /Font << /F1 3 0 R >> >> >>',
        `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
      ];
    }),
  ];
  return Uint8Array.from(Buffer.from(assemble(objects), 'latin1'));
}

function assemble(objects: readonly string[]): string {
  let body = '%PDF-1.4\n';
  const offsets = objects.map((object, at) => {
    const offset = body.length;
    body += `${at + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  return (
    `${body}xref\n0 ${size}\n0000000000 65535 f \n${offsets.join('')}` +
    `trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${body.length}\n%%EOF\n`
  );
}

function textOf(lines: readonly string[]): string {
  const shown = lines.map((line) => `(${escaped(line.slice(0, WIDTH))}) Tj T*`);
  return `BT /F1 9 Tf ${LEADING} TL 50 ${FIRST_BASELINE} Td\n${shown.join('\n')}\nET`;
}

function escaped(line: string): string {
  return line.replaceAll(/[^\x20-\x7e\xa0-\xff]/g, '?').replaceAll(/[\\()]/g, '\\$&');
}
