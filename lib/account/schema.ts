import { z } from 'zod';

const text = (charsMax: number) =>
  z
    .string()
    .trim()
    .max(charsMax, `At most ${charsMax} characters`)
    .transform((value) => (value === '' ? null : value))
    .nullable();

/** A picture is shown to people, so it must be fetched encrypted and run nothing. */
const pictureUrl = text(2048).refine(
  (value) => value === null || (URL.canParse(value) && new URL(value).protocol === 'https:'),
  { error: 'Must be an https:// address of a picture' },
);

/** What a person may say about himself; an empty text takes the answer back. */
export const profileUpdateSchema = z
  .object({
    firstName: text(120),
    lastName: text(120),
    companyName: text(200),
    industry: text(120),
    role: text(120),
    usagePurpose: text(500),
    profileImageUrl: pictureUrl,
  })
  .partial();
export type ProfileUpdate = z.output<typeof profileUpdateSchema>;

const instant = z.iso.datetime({ offset: true });

export const accountSchema = z
  .object({
    id: z.uuid(),
    email: z.string(),
    firstName: z.string().nullable(),
    lastName: z.string().nullable(),
    profileImageUrl: z.string().nullable(),
    companyName: z.string().nullable(),
    industry: z.string().nullable(),
    role: z.string().nullable(),
    usagePurpose: z.string().nullable(),
    createdAt: instant,
    updatedAt: instant,
  })
  .meta({ id: 'User' });
export type Account = z.infer<typeof accountSchema>;

export const accountDeletionSchema = z.object({
  message: z.string(),
  canceled_subscriptions: z.number().int(),
  kept: z.array(z.string()).meta({ description: 'What remains, and why' }),
});
export type AccountDeletion = z.infer<typeof accountDeletionSchema>;
