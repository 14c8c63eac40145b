import { vocabulary } from '../text/vocabulary';

/** May stand around an event and say nothing more about it. */
export const around: ReadonlySet<string> = new Set(
  vocabulary(`
  the, a, an, any, our, my, your, one, of, at, in, on, from, to, for, by, is, are, was, has, have, been, be,
  gets, get, new, stripe, their, his, her, its, that, we, i, us, up, out, through, not, does, do, did, comes,
  about, successfully, just, some, with, made, goes, happens, being, 's, down, over, will, soon, address,
  incoming, http, post, request, into, latest, someone, somebody, this, workflow, it, him, can, could, and,
  recurring, monthly, yearly, successful, free, off, says, another, details, profile, period, site, website,
  online, event, going, existing, anything, something, certain, body, json, contact, there, session, early,
  attempt, page, store, shop, app, customer, user, plan, credit, they, he, she, them, anyone, anybody, people,
  finally, fully, actually, ever, now, were, got, really, complete, own, bank, via, paid, nearly, almost, each, every
`),
);
