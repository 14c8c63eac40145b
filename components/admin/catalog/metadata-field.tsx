import { CommandTextArea } from './command-text-area';

interface MetadataFieldProps {
  /** Of something that has metadata already: nothing that is left out here is lost. */
  isChange?: boolean;
}

export function MetadataField({ isChange = false }: MetadataFieldProps) {
  return (
    <CommandTextArea
      label={isChange ? 'Metadata to change' : 'Metadata'}
      name="metadata"
      rows={2}
      spellCheck={false}
      className="max-w-xl"
      inputClassName="font-mono min-h-16"
      help={
        isChange
          ? 'One per line, key: value. A key without a value is taken away, the others stay.'
          : 'One per line, key: value.'
      }
    />
  );
}
