/** The ports of every process of the local stack, all on 127.0.0.1. */
export interface Ports {
  app: number;
  supabase: number;
  postgres: number;
  stripe: number;
  google: number;
  github: number;
  sendgrid: number;
  dynamodb: number;
  webhooks: number;
  openai: number;
}

const defaults: Ports = {
  app: 3000,
  supabase: 54321,
  postgres: 54322,
  stripe: 54330,
  google: 54331,
  github: 54332,
  sendgrid: 54333,
  dynamodb: 54334,
  webhooks: 54335,
  openai: 54336,
};

/** Above this the highest default port would leave the 16-bit range. */
const offsetMax = 65_535 - defaults.openai;

/**
 * Every port is its default plus `CUE_PORT_OFFSET`, so that two copies of the stack can run side by side.
 *
 * @param env usually `process.env`
 * @throws Error when the offset is not a whole number from 0 to 11199
 */
export function portsFromEnv(env: Readonly<Record<string, string | undefined>>): Ports {
  const offset = Number(env.CUE_PORT_OFFSET ?? '0');
  if (!Number.isInteger(offset) || offset < 0 || offset > offsetMax) {
    throw new Error(
      `CUE_PORT_OFFSET must be a whole number from 0 to ${offsetMax}, not "${env.CUE_PORT_OFFSET}".`,
    );
  }
  return {
    app: defaults.app + offset,
    supabase: defaults.supabase + offset,
    postgres: defaults.postgres + offset,
    stripe: defaults.stripe + offset,
    google: defaults.google + offset,
    github: defaults.github + offset,
    sendgrid: defaults.sendgrid + offset,
    dynamodb: defaults.dynamodb + offset,
    webhooks: defaults.webhooks + offset,
    openai: defaults.openai + offset,
  };
}
