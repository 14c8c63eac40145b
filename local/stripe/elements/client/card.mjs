// What a typed card looks like and what is wrong with it, in the words and codes of Stripe.js.

/** Digits in the groups that are printed on the card. */
export function formatNumber(text) {
  const digits = text.replace(/\D/g, '').slice(0, 19);
  const groups = /^3[47]/.test(digits)
    ? [digits.slice(0, 4), digits.slice(4, 10), digits.slice(10, 15)]
    : (digits.match(/.{1,4}/g) ?? []);
  return groups.filter((group) => group !== '').join(' ');
}

/** `1`, `12 / 3`, `04 / 31`. */
export function formatExpiry(text) {
  const [month = '', year] = text.split('/').map((part) => part.replace(/\D/g, ''));
  if (year !== undefined) return `${month.padStart(2, '0')} / ${year.slice(-4)}`;
  if (/^[2-9]$/.test(month)) return `0${month} / `;
  return month.length < 2 ? month : `${month.slice(0, 2)} / ${month.slice(2, 4)}`;
}

/** The three typed texts as the API takes them. */
export function readCard({ number, expiry, cvc }) {
  const [month = '', year = ''] = expiry.split('/').map((part) => part.trim());
  return {
    number: number.replaceAll(/[\s-]/g, ''),
    month,
    year: year.length === 2 ? `20${year}` : year,
    cvc: cvc.trim(),
  };
}

function passesLuhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}

function problemOfNumber({ number }) {
  const field = 'number';
  if (!/^\d{13,19}$/.test(number)) {
    return { field, code: 'incomplete_number', message: 'Your card number is incomplete.' };
  }
  if (passesLuhn(number)) return null;
  return { field, code: 'invalid_number', message: 'Your card number is invalid.' };
}

function problemOfExpiry({ month, year }, now) {
  const field = 'expiry';
  if (!/^(0?[1-9]|1[0-2])$/.test(month) || !/^\d{4}$/.test(year)) {
    const message = 'Your card’s expiration date is incomplete.';
    return { field, code: 'incomplete_expiry', message };
  }
  if (Number(year) < now.getFullYear()) {
    const message = 'Your card’s expiration year is in the past.';
    return { field, code: 'invalid_expiry_year_past', message };
  }
  if (Number(year) > now.getFullYear() || Number(month) > now.getMonth()) return null;
  const message = 'Your card’s expiration date is in the past.';
  return { field, code: 'invalid_expiry_month_past', message };
}

function problemOfCvc({ number, cvc }) {
  const digits = /^3[47]/.test(number) ? 4 : 3;
  if (new RegExp(`^\\d{${digits}}$`).test(cvc)) return null;
  const message = 'Your card’s security code is incomplete.';
  return { field: 'cvc', code: 'incomplete_cvc', message };
}

/** What is wrong before anything is sent, in the order of the fields; empty when nothing is. */
export function problemsOf(values, now) {
  const card = readCard(values);
  const problems = [problemOfNumber(card), problemOfExpiry(card, now), problemOfCvc(card)];
  return problems.filter((problem) => problem !== null);
}

/** The field that an answer of the API is about. */
export function fieldOf({ code = '', decline_code: decline = '' }) {
  const about = `${code} ${decline}`;
  if (/cvc/.test(about)) return 'cvc';
  return /expir/.test(about) ? 'expiry' : 'number';
}
