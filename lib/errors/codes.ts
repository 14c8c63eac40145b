interface ErrorDefinition {
  status: number;
  title: string;
}

/**
 * Every way in which Cue refuses or fails, once. The code is what a client may rely on, the title
 * is what a person reads, the status is what HTTP says.
 */
export const errorDefinitions = {
  malformed_request: { status: 400, title: 'The request could not be read' },
  invalid_signature: { status: 400, title: 'The signature does not match' },
  unauthenticated: { status: 401, title: 'Sign in to continue' },
  forbidden: { status: 403, title: 'You may not do this' },
  plan_required: { status: 403, title: 'Your plan does not include this' },
  plan_limit: { status: 403, title: 'You have reached the limit of your plan' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not allowed here' },
  conflict: { status: 409, title: 'This was changed in the meantime' },
  already_subscribed: { status: 409, title: 'You already have a subscription' },
  precondition_failed: { status: 412, title: 'This was changed in the meantime' },
  payload_too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'Send JSON' },
  invalid_fields: { status: 422, title: 'Some fields need another look' },
  confirmation_required: { status: 422, title: 'This cannot be undone and wants to be confirmed' },
  provider_refused: { status: 422, title: 'Stripe refused this' },
  rate_limited: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on our side' },
  provider_failed: { status: 502, title: 'A service that Cue depends on gave a wrong answer' },
  unavailable: { status: 503, title: 'A service that Cue depends on is not reachable' },
} as const satisfies Record<string, ErrorDefinition>;

export type ErrorCode = keyof typeof errorDefinitions;
