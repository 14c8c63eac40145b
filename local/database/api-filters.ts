const comparison = /^((?:not\.)?(?:eq|neq|gt|gte|lt|lte)\.)(.+)$/;

/** A number that is no longer what was written once it has been read as one. */
function losesDigits(text: string): boolean {
  const number = Number(text);
  return text.trim() !== '' && Number.isFinite(number) && String(number) !== text;
}

/**
 * Quotes the numbers in a request's filters that would be damaged by being read as such. Stock, the
 * server reads `eq.110248495921238986420` as a floating point number and then finds no account with
 * that id; within quotes it takes the text as it is.
 *
 * @param url address of a request; changed in place
 */
export function quoteLargeNumbers(url: URL): void {
  for (const [name, value] of [...url.searchParams]) {
    const match = comparison.exec(value);
    if (match?.[1] === undefined || match[2] === undefined || !losesDigits(match[2])) continue;
    const kept = url.searchParams
      .getAll(name)
      .map((each) => (each === value ? `${match[1]}"${match[2]}"` : each));
    url.searchParams.delete(name);
    for (const each of kept) url.searchParams.append(name, each);
  }
}
