import { z } from 'zod';

const instant = z.iso.datetime({ offset: true });

export const hookSchema = z.object({
  exists: z.boolean(),
  createdAt: instant.nullable(),
  lastUsedAt: instant.nullable(),
});
export type Hook = z.infer<typeof hookSchema>;

export const newHookSchema = z.object({
  token: z.string().meta({ description: 'Shown this once; only its digest is kept' }),
  url: z.url(),
});
