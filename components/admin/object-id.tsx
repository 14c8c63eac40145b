/** An id of Stripe's or ours, to be read, selected and copied. */
export function ObjectId({ id }: { id: string }) {
  return <code className="font-mono text-xs break-all text-soft">{id}</code>;
}
