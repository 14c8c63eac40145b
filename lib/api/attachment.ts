/**
 * The header that makes a browser save an answer as a file (RFC 6266): the name as it is for those
 * who read UTF-8, and one in plain ASCII for the others.
 */
export function attachment(fileName: string): { 'content-disposition': string } {
  const ascii = fileName.replace(/[^\w .()-]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(
    /['()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return { 'content-disposition': `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}` };
}
