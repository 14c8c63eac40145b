/** The words of a change, in the preview's address and in the form that confirms it alike. */
const changeWords = ['id', 'item', 'price', 'quantity', 'proration', 'proration_date'];

/**
 * What was chosen as the command takes it: numbers as numbers. What is none stays a text, which the
 * command refuses at its field.
 */
export function readChange(textOf: (name: string) => string): Record<string, unknown> {
  return Object.fromEntries(
    changeWords.flatMap((name) => {
      const text = textOf(name).trim();
      if (text === '') return [];
      const isNumber = ['quantity', 'proration_date'].includes(name) && /^\d{1,12}$/.test(text);
      return [[name, isNumber ? Number(text) : text]];
    }),
  );
}
