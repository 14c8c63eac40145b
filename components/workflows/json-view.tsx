import { CodeView } from './code-view';

/** JSON to read. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  return <CodeView text={JSON.stringify(value, null, 2)} label={label} copyLabel="Copy JSON" />;
}
