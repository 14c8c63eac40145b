/** Where the journeys find the services; `npm test` sets these for its own stack. */
function url(name: string, fallback: string): string {
  return process.env[name] ?? fallback;
}

export const appUrl = url('CUE_APP_URL', 'http://localhost:3000');
export const stripeUrl = url('CUE_STRIPE_URL', 'http://127.0.0.1:54330');
