/**
 * The API release that the whole product is written for. It is the SDK's own, spelled out so that an
 * upgrade of the package is a visible decision: the types, the webhook endpoint, the mirror's rows and
 * the code that workflows become move together.
 */
export const stripeRelease = '2026-10-28.endive';
