import { formsOf } from '../text/forms';
import { vocabulary } from '../text/vocabulary';

const auxiliaries: ReadonlySet<string> = new Set(
  vocabulary(`
  is, are, was, were, gets, get, got, getting, been, being, becomes, became, goes
`),
);

/** May stand between an auxiliary and what it says. */
const adverbs: ReadonlySet<string> = new Set(
  vocabulary(`
  not, just, now, finally, fully, successfully, automatically, actually, ever, also, then, already, partially,
  manually, recently, newly, completely, been, being, getting, first, really, suddenly, to, be, either, immediately,
  again, never
`),
);

/** Behind an auxiliary these compare, tell where or when, and say nothing of what happens. */
const noPredicates: ReadonlySet<string> = new Set(
  vocabulary(`
  about, going, over, above, under, below, more, less, at, from, for, worth, in, on, by, into, through, with, of, a,
  an, the, our, my, that, which, who, and, or, between, exactly, up, out, off, soon, near, close, there, nearly,
  almost, one, some, any, no, as, live, set, due, us, it
`),
);

/** What the words say of their subject with an auxiliary: "paused" in "a subscription is paused". */
export function predicatesOf(words: readonly string[]): string[] {
  return words.flatMap((word, at) => {
    if (!auxiliaries.has(word)) return [];
    let place = at + 1;
    while (adverbs.has(words[place] ?? '')) place += 1;
    const said = words[place] ?? '';
    return said === '' || noPredicates.has(said) || auxiliaries.has(said) ? [] : [said];
  });
}

/** Verbs of things that happen: where one of them is said, no other event is meant. */
export const otherVerbs: ReadonlySet<string> = new Set(
  vocabulary(`
  pause, resume, delete, remove, void, archive, attach, detach, close, lose, win, expire, abandon, renew, upgrade,
  downgrade, cancel, capture, authorize, dispute, fail, refund, return, reopen, suspend, block, reject, approve,
  transfer, convert, restart, stop, lapse, unsubscribe, merge, deactivate, activate, disable, visit, click, reply,
  comment, ship, deliver, request, ask, want, demand, complain, log, download, upload, assign, schedule, finish,
  reach, miss, forget, book, confirm, decline, switch, pass, lapse, reactivate, exceed, skip, add, update, change, edit,
  initiate
`).flatMap((verb) =>
    formsOf(verb)
      .filter(([, form]) => form !== 'base' && form !== 'ing')
      .map(([word]) => word),
  ),
);
