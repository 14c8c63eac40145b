/** Countries that a card may be of, by their ISO codes. */
const CODES =
  'AE AR AT AU BE BG BR CA CH CL CN CO CR CY CZ DE DK DO EE EG ES FI FR GB GR HK HR HU ID IE IL IN IS IT JP KE KR LI LT LU LV MA MT MX MY NG NL NO NZ PE PH PL PT RO RS SA SE SG SI SK TH TR TW UA US UY VN ZA';

const NAMES = new Intl.DisplayNames('en', { type: 'region' });

export const countries: readonly { code: string; name: string }[] = CODES.split(' ')
  .map((code) => ({ code, name: NAMES.of(code) ?? code }))
  .sort((one, other) => one.name.localeCompare(other.name, 'en'));
