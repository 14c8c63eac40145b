import { z } from 'zod';

export const languageSchema = z.enum(['python', 'typescript']);
export type Language = z.infer<typeof languageSchema>;

export const languageLabels: Record<Language, string> = {
  python: 'Python',
  typescript: 'TypeScript',
};
