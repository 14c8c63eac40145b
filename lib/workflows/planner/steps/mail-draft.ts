import { singular } from '../text/forms';
import { vocabulary } from '../text/vocabulary';

/** What a mail is drafted from. */
export interface MailWords {
  /** The base form of what is done: send, remind, thank. */
  verb: string;
  /** What it is about, as it was written; empty: nothing was said. */
  topic: string;
  /** The value that it carries, as a template, and what that is called. */
  carried: { value: string; name: string } | null;
  /** Whether whoever it is about reads it. */
  isYours: boolean;
  /** What happened, for a mail of which nothing is said. */
  title: string;
}

export interface MailDraft {
  subject: string;
  body: string;
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** How it is sent, when it is sent, and words that stand for what was said before. */
const noise =
  /\b(?:(?:by|via|per|through|in an?|with an?) (?:e-?)?mail|once more|one more time|once again|again|right away|straight away|immediately|too|as well|also|please|about (?:it|this|that)|back(?= to\b|$))\b/giu;

const pronouns =
  /^(?:it|this|that|them|these|those|me|us|him|her|everything|one|know|about|and)$/iu;

/** The topic without what says nothing of its own. */
function bare(topic: string): string {
  const text = topic
    .replace(noise, ' ')
    .replace(/\s*\b(?:and )?with (?:the |an? )?(?:subject|text|title|body|message)\b.*$/iu, '')
    .replace(/\s+/g, ' ')
    .replace(
      /^(?:[\s,:;()]|know\b|and\b|me\b|us\b|also\b|an? (?:e-?)?mail\b|with (?=(?:an?|the|some|our)\b))+/iu,
      '',
    )
    .replace(/(?:[\s,:;()]|\b(?:and|to|with|to me|to us|for me|at))+$/iu, '')
    .trim();
  return pronouns.test(text) ? '' : text;
}

/** Said to the person: "their trial" is "your trial". */
const toYou = (text: string) =>
  text
    .replace(/\b(?:their|his|her|the (?:customer|user|client|buyer|subscriber)'s)\b/giu, 'your')
    .replace(/\bthey are\b/giu, 'you are')
    .replace(/\bthey(?:'ve| have)\b/giu, 'you have')
    .replace(/\b(?:they|he|she)\b/giu, 'you')
    .replace(/\b(?:them|him)\b/giu, 'you')
    .replace(/\bhas(?= (?:signed|bought|paid|ended|failed))/giu, 'has');

const withoutArticle = (text: string) =>
  text.replace(/^(?:an?|the|some|our|your|my|another)\s+/iu, '');

type Rule = readonly [RegExp, (rest: string) => MailDraft];

const plain = (text: string): MailDraft => ({
  subject: sentence(text),
  body: `${sentence(text)}.`,
});

const stop = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** Kinds of topics, the first that fits; the rest of the words is what the pattern holds. */
const rules: readonly Rule[] = [
  [
    /^(?:an?\s+)?(?:warm |friendly |short |personal |nice )*welcome(?: (?:e-?mail|mail|message|note|letter))?$/iu,
    () => ({ subject: 'Welcome', body: 'Welcome! It is good to have you with us.' }),
  ],
  [
    /^(?:an?\s+)?(?:\w+ )?thank[ -]?you(?: (?:e-?mail|mail|message|note|letter|card))?$|^(?:our )?thanks$/iu,
    () => ({ subject: 'Thank you', body: 'Thank you!' }),
  ],
  [
    /^(?:thanking (?:them|him|her|the customer) |thank you |thanks )?for (?=.*\S)(.+)$/iu,
    (rest) => ({ subject: `Thank you for ${rest}`, body: `Thank you for ${rest}.` }),
  ],
  [
    /^(?:an?\s+)?apolog(?:y|ies)$|^apologizing$|^apologising$/iu,
    () => ({ subject: 'We are sorry', body: 'We are sorry for the trouble.' }),
  ],
  [
    /^(?:to )?(?:ask(?:ing)?(?: (?:them|him|her))?|requesting|request) (?:for |about )?(?!why|how|what|whether|if|to)(.+)$/iu,
    (rest) => ({
      subject: `Your ${withoutArticle(rest)}`,
      body: `We would be glad to have your ${withoutArticle(rest)}.`,
    }),
  ],
  [
    /^(?:(?:to )?ask(?:ing)?(?: (?:them|him|her))? )?((?:why|how|what|whether|if)\b.*)$/iu,
    (rest) => ({ subject: 'A question', body: `We would like to know ${rest}.` }),
  ],
  [
    /^(?:(?:to )?(?:remind|ask)(?:ing)?(?: (?:them|him|her))? )?to (.+)$/iu,
    (rest) => ({ subject: `Please ${rest}`, body: `Please ${rest}.` }),
  ],
  [
    /^(?:that|saying(?: that)?|explaining(?: that)?|telling (?:them|him|her)(?: that)?|to (?:say|tell)(?: (?:them|him|her))?(?: that)?) (.+)$/iu,
    (rest) => plain(rest),
  ],
  [
    /^(?:about|regarding|concerning|on|of) (.+)$/iu,
    (rest) => ({ subject: sentence(withoutArticle(rest)), body: `This is about ${rest}.` }),
  ],
  [
    /^(.*\b(?:is|are|was|were|has|have|came|comes|failed|fails|ended|ends|arrived|arrives|will|did|does|went|needs)\b.*)$/iu,
    (rest) => plain(rest),
  ],
  [
    /^((?:an?|the|some|our|your|another) .+)$/iu,
    (rest) => ({ subject: sentence(withoutArticle(rest)), body: `This is ${rest}.` }),
  ],
];

/** Verbs that say by themselves what a mail is. */
const ofVerb: Readonly<Record<string, (rest: string) => MailDraft>> = {
  thank: (rest) => {
    const reason = /^(?:for|because of) .+/iu.test(rest) ? ` ${rest}` : '';
    return {
      subject: `Thank you${reason}`,
      body: reason === '' ? 'Thank you!' : `Thank you${reason}.`,
    };
  },
  welcome: () => ({ subject: 'Welcome', body: 'Welcome! It is good to have you with us.' }),
  congratulate: (rest) => ({
    subject: `Congratulations ${rest}`.trim(),
    body: `Congratulations ${rest}`.trim(),
  }),
  apologize: (rest) => ({ subject: 'We are sorry', body: stop(`We are sorry ${rest}`.trim()) }),
};

/** Asking for something is asking, whatever the verb stands before. */
const asks: ReadonlySet<string> = new Set(['ask', 'nudge', 'chase', 'prompt']);

function draftTopic({ verb, topic, isYours, title }: MailWords): MailDraft {
  const said = bare(topic);
  const text = isYours ? toYou(said) : said;
  const own = Object.hasOwn(ofVerb, verb) ? ofVerb[verb] : undefined;
  if (own !== undefined) return own(text);
  if (text === '')
    return verb === 'remind'
      ? {
          subject: `Reminder: ${title.charAt(0).toLowerCase()}${title.slice(1)}`,
          body: stop(title),
        }
      : { subject: title, body: stop(title) };
  const asked =
    asks.has(verb) && /^(?:for|to|about|why|how|what|whether|if)\b/iu.test(text)
      ? `ask ${text}`
      : text;
  for (const [pattern, write] of rules) {
    const match = pattern.exec(asked);
    if (match !== null) return write((match[1] ?? '').trim());
  }
  return { subject: sentence(text), body: stop(sentence(text)) };
}

const letters: ReadonlySet<string> = new Set(
  vocabulary(
    `reply, response, apology, message, text, email, mail, letter, note, draft, copy, greeting, invitation`,
  ),
);

/** Drafts a mail that somebody could send as it is, and that says no more than the words did. */
export function draftMail(words: MailWords): MailDraft {
  const { carried, isYours } = words;
  if (carried === null) return draftTopic(words);
  // What a model wrote to somebody is the mail itself.
  if (letters.has(carried.name.split(' ').at(-1)?.toLowerCase() ?? ''))
    return { subject: words.title, body: carried.value };
  const said = bare(words.topic);
  const name = said === '' || said.length > 60 ? carried.name : said;
  const noun = withoutArticle(
    /^(?:an?|the|some|our|your|my)\s/iu.test(name)
      ? name
      : name.replace(/^(?:with|about|for|of) /iu, ''),
  );
  const owner = isYours ? 'your' : 'the';
  const head = (noun.split(' ').at(-1) ?? '').toLowerCase();
  const verb = singular(head) === head ? 'is' : 'are';
  return {
    subject: sentence(isYours ? `your ${noun}` : noun),
    body: `Here ${verb} ${owner} ${noun}:\n\n${carried.value}`,
  };
}
