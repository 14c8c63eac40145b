/** Where the journeys find the services; `npm test` sets these for its own stack. */
function setting(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}

export const appUrl = setting('CUE_APP_URL', 'http://localhost:3000');
export const stripeUrl = setting('CUE_STRIPE_URL', 'http://127.0.0.1:54330');
export const stripeSecretKey = setting('STRIPE_SECRET_KEY', 'sk_test_local');
