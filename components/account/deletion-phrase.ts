/** Typed before an account is deleted. */
export const deletionPhrase = 'delete my account';
