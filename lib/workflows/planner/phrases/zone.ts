import { vocabulary } from '../text/vocabulary';
import { after, markAt, skip, wordAt, type Reader } from '../text/read';

const iana: Readonly<Record<string, readonly string[]>> = {
  UTC: ['coordinated universal', 'utc', 'gmt', 'zulu', 'greenwich mean'],
  'America/New_York': vocabulary(`
  us eastern, eastern standard, eastern, new york, est, edt, et, boston, miami, nyc, washington
`),
  'America/Chicago': vocabulary(`
  us central, chicago, central, cst, cdt, ct, dallas, houston, austin
`),
  'America/Denver': ['us mountain', 'mountain', 'denver', 'mst', 'mdt', 'mt'],
  'America/Los_Angeles': vocabulary(`
  us pacific, los angeles, san francisco, pacific, pst, pdt, pt, seattle, california
`),
  'America/Toronto': ['toronto', 'montreal'],
  'America/Vancouver': ['vancouver'],
  'America/Sao_Paulo': ['sao paulo', 'são paulo'],
  'America/Mexico_City': ['mexico city'],
  'America/Argentina/Buenos_Aires': ['buenos aires'],
  'Europe/London': ['london', 'british', 'uk', 'bst', 'britain'],
  'Europe/Dublin': ['dublin', 'irish'],
  'Europe/Lisbon': ['lisbon', 'lisboa'],
  'Europe/Berlin': ['berlin', 'german', 'germany', 'munich', 'hamburg', 'frankfurt', 'cologne'],
  'Europe/Paris': ['paris', 'french', 'france', 'central european', 'cet', 'cest'],
  'Europe/Madrid': ['madrid', 'spanish', 'barcelona', 'spain'],
  'Europe/Rome': ['rome', 'italian', 'milan', 'italy'],
  'Europe/Vienna': ['vienna', 'austrian'],
  'Europe/Zurich': ['zurich', 'zürich', 'swiss', 'geneva'],
  'Europe/Amsterdam': ['amsterdam', 'dutch'],
  'Europe/Brussels': ['brussels'],
  'Europe/Copenhagen': ['copenhagen'],
  'Europe/Stockholm': ['stockholm'],
  'Europe/Oslo': ['oslo'],
  'Europe/Helsinki': ['helsinki', 'eastern european', 'eet'],
  'Europe/Warsaw': ['warsaw'],
  'Europe/Prague': ['prague'],
  'Europe/Budapest': ['budapest'],
  'Europe/Athens': ['athens'],
  'Europe/Istanbul': ['istanbul'],
  'Europe/Kyiv': ['kyiv', 'kiev'],
  'Europe/Moscow': ['moscow'],
  'Africa/Cairo': ['cairo'],
  'Africa/Lagos': ['lagos'],
  'Africa/Nairobi': ['nairobi'],
  'Africa/Johannesburg': ['johannesburg', 'cape town'],
  'Asia/Dubai': ['dubai'],
  'Asia/Jerusalem': ['jerusalem', 'tel aviv'],
  'Asia/Karachi': ['karachi'],
  'Asia/Kolkata': vocabulary(`
  india, indian, indian standard, mumbai, delhi, new delhi, bangalore, kolkata, ist
`),
  'Asia/Bangkok': ['bangkok'],
  'Asia/Singapore': ['singapore'],
  'Asia/Hong_Kong': ['hong kong'],
  'Asia/Shanghai': ['shanghai', 'beijing', 'china'],
  'Asia/Seoul': ['seoul'],
  'Asia/Tokyo': ['tokyo', 'japan', 'jst', 'japanese'],
  'Asia/Jakarta': ['jakarta'],
  'Asia/Manila': ['manila'],
  'Australia/Sydney': ['sydney', 'melbourne', 'aest', 'australian eastern'],
  'Australia/Perth': ['perth'],
  'Pacific/Auckland': ['auckland', 'new zealand'],
};

const zones = Object.entries(iana)
  .flatMap(([zone, names]) => names.map((name) => ({ name, zone })))
  .sort((a, b) => b.name.length - a.name.length);

/** Zones by a name that nothing else has, which may stand without "time". */
const short: ReadonlySet<string> = new Set(
  vocabulary(`
  eastern, pacific, utc, gmt, cet, cest, est, edt, pst, pdt, cst, cdt, mst, mdt, bst, jst, aest, eet, et, pt, ct, mt, ist
`),
);

const regions: ReadonlySet<string> = new Set(
  vocabulary(`
  europe, america, asia, africa, australia, pacific, atlantic, indian
`),
);

/** "Berlin time", "in Tokyo", "UTC", "(Europe/Berlin)", "Eastern time": the name in the IANA database. */
export const readZone: Reader<string> = (tokens, at) => {
  const isOpen = markAt(tokens, at) === '(';
  const place = skip(tokens, isOpen ? at + 1 : at, ['in', 'the', ',']);
  const isIn = wordAt(tokens, place - 1) === 'in' || wordAt(tokens, place - 2) === 'in';
  const close = (end: number) => (isOpen && markAt(tokens, end) === ')' ? end + 1 : end);
  if (regions.has(wordAt(tokens, place)) && markAt(tokens, place + 1) === '/') {
    const [region, city] = [tokens[place], tokens[place + 2]];
    if (region === undefined || city?.kind !== 'word') return null;
    const end = skip(tokens, place + 3, ['time', 'timezone', 'zone']);
    return { value: `${region.text}/${city.text}`, end: close(end) };
  }
  const first = wordAt(tokens, place);
  for (const { name, zone } of zones) {
    if (first === '' || !name.startsWith(first)) continue;
    const behind = after(tokens, place, name);
    if (behind === -1) continue;
    const end = skip(tokens, behind, [
      "'s",
      'standard',
      'daylight',
      'local',
      'time',
      'timezone',
      'zone',
    ]);
    const isTime = wordAt(tokens, end - 1).startsWith('time') || wordAt(tokens, end - 1) === 'zone';
    if (isTime || isIn || isOpen || short.has(name)) return { value: zone, end: close(end) };
  }
  return null;
};
