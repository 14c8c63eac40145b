/** Where the journeys find the services; `npm test` sets these for its own stack. */
function setting(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}

export const appUrl = setting('CUE_APP_URL', 'http://localhost:3000');
export const stripeUrl = setting('CUE_STRIPE_URL', 'http://127.0.0.1:54330');
export const sendgridUrl = setting('SENDGRID_API_URL', 'http://127.0.0.1:54333');
export const webhooksUrl = setting('WORKFLOW_HTTP_ALLOW', 'http://127.0.0.1:54335');
export const openaiUrl = setting('AI_BASE_URL', 'http://127.0.0.1:54336/v1');
export const databaseUrl = setting('CUE_DATABASE_URL', '');
export const cronSecret = setting('CRON_SECRET', '');
export const stripeSecretKey = setting('STRIPE_SECRET_KEY', 'sk_test_local');
