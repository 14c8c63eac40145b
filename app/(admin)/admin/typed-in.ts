import { formText } from '@/app/form-text';

/** What was typed under these names, trimmed; an empty field is not sent to the command. */
export function typedIn(data: FormData, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const text = formText(data, name).trim();
      return text === '' ? [] : [[name, text]];
    }),
  );
}
