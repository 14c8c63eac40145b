import { z } from 'zod';

const address = z.object({
  email: z.email('Does not contain a valid address.'),
  name: z.string().optional(),
});

/** The body of POST /v3/mail/send, as far as it is used here (https://www.twilio.com/docs/sendgrid/api-reference/mail-send). */
export const mailSchema = z.object({
  personalizations: z
    .array(
      z.object({
        to: z.array(address).min(1, 'The to array is required for all personalization objects.'),
        cc: z.array(address).optional(),
        bcc: z.array(address).optional(),
        subject: z.string().optional(),
        custom_args: z.record(z.string(), z.string()).optional(),
      }),
      {
        error: 'The personalizations field is required and must have at least one personalization.',
      },
    )
    .min(1, 'The personalizations field is required and must have at least one personalization.')
    .max(1000),
  from: z.object(address.shape, {
    error: 'The from object must be provided for every email send.',
  }),
  reply_to: address.optional(),
  subject: z.string({ error: 'The subject is required.' }).min(1, 'The subject is required.'),
  content: z
    .array(
      z.object({
        type: z.string().min(1),
        value: z
          .string()
          .min(1, 'The content value must be a string at least one character in length.'),
      }),
      { error: 'Unless a valid template_id is provided, the content parameter is required.' },
    )
    .min(1, 'Unless a valid template_id is provided, the content parameter is required.'),
  headers: z.record(z.string(), z.string()).optional(),
  custom_args: z.record(z.string(), z.string()).optional(),
});
type Mail = z.infer<typeof mailSchema>;

/** A mail that was taken. */
export interface KeptMail {
  id: string;
  receivedAt: string;
  mail: Mail;
}

/** What SendGrid says of a body that it does not take. */
export function toErrors(error: z.ZodError) {
  return error.issues.map(({ path, message }) => ({
    message,
    field: path.length === 0 ? null : path.join('.'),
    help: null,
  }));
}
