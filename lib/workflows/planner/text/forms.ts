/** Plurals that no rule gives. */
const singulars: Readonly<Record<string, string>> = {
  people: 'person',
  men: 'man',
  women: 'woman',
  children: 'child',
  addresses: 'address',
  statuses: 'status',
  data: 'data',
  businesses: 'business',
  lives: 'life',
  leaves: 'leave',
};

/** End with s and are one. */
const alwaysSingular: ReadonlySet<string> = new Set([
  'address',
  'status',
  'business',
  'process',
  'is',
  'was',
  'has',
  'does',
  'this',
  'his',
  'us',
  'its',
  'plus',
  'less',
  'news',
  'sms',
  'always',
  'as',
  'yes',
  'access',
  'success',
  'minus',
  'bonus',
  'campus',
  'aws',
  'thanks',
  'details',
  'https',
  'sales',
  "'s",
  'dns',
  'gas',
  'sas',
  'unless',
]);

/** "orders" -> "order". */
export function singular(word: string): string {
  const known = Object.hasOwn(singulars, word) ? singulars[word] : undefined;
  if (known !== undefined) return known;
  if (alwaysSingular.has(word) || !word.endsWith('s') || word.length < 4) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ss|x|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('ss') ? word : word.slice(0, -1);
}

/** "order" -> "orders". */
export function plural(word: string): string {
  if (word === 'person') return 'people';
  if (word === 'child') return 'children';
  if (singular(word) !== word || word === 'data') return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

const irregular: Readonly<Record<string, readonly string[]>> = {
  send: ['sent'],
  tell: ['told'],
  put: ['put', 'putting'],
  give: ['gave', 'given'],
  make: ['made'],
  write: ['wrote', 'written'],
  get: ['got', 'gotten', 'getting'],
  find: ['found'],
  hold: ['held'],
  sleep: ['slept'],
  keep: ['kept'],
  let: ['let', 'letting'],
  read: ['read'],
  set: ['set', 'setting'],
  look: ['looked'],
  pay: ['paid'],
  hit: ['hit', 'hitting'],
  drop: ['dropped', 'dropping'],
  submit: ['submitted', 'submitting'],
  run: ['ran', 'run', 'running'],
  log: ['logged', 'logging'],
  ping: ['pinged'],
  query: ['queried'],
  notify: ['notified'],
  copy: ['copied'],
  classify: ['classified'],
  multiply: ['multiplied'],
  stop: ['stopped', 'stopping'],
  shoot: ['shot'],
  go: ['went', 'gone'],
  do: ['did', 'done'],
  begin: ['began', 'begun', 'beginning'],
  forget: ['forgot', 'forgotten'],
  cut: ['cut', 'cutting'],
  bring: ['brought'],
  work: ['worked'],
  take: ['took', 'taken'],
  add: ['added'],
  text: ['texted'],
  translate: ['translated'],
  tag: ['tagged'],
  sum: ['summed', 'summing'],
};

/** How a verb stands there. */
export type VerbForm = 'base' | 'third' | 'ing' | 'past';

/** Every form of a verb, each with what it is. */
export function formsOf(verb: string): [string, VerbForm][] {
  const stem = verb.endsWith('e') && verb.length > 2 ? verb.slice(0, -1) : verb;
  const third = /[^aeiou]y$/.test(verb)
    ? `${verb.slice(0, -1)}ies`
    : /(?:s|x|ch|sh|o)$/.test(verb)
      ? `${verb}es`
      : `${verb}s`;
  const own = Object.hasOwn(irregular, verb) ? (irregular[verb] ?? []) : [];
  return [
    ...own.map((word): [string, VerbForm] => [word, word.endsWith('ing') ? 'ing' : 'past']),
    [`${stem}ing`, 'ing'],
    [`${stem}ed`, 'past'],
    [third, 'third'],
    [verb, 'base'],
  ];
}
