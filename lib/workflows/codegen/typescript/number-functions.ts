import type { Chunk, Chunks } from '../chunk';

const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

function ofNumber(name: string, result: string): Chunk {
  return {
    needs: ['as_number', 'number'],
    code: `
function fn${pascal(name)}(value: unknown): unknown {
  const number = asNumber('${name}', value);
  return number === undefined ? undefined : finite(${result});
}
`,
  };
}

function ofNumbers(name: string, result: string): Chunk {
  return {
    needs: ['as_numbers', 'number'],
    code: `
function fn${pascal(name)}(value: unknown): unknown {
  const numbers = asNumbers('${name}', value);
  return numbers === undefined || numbers.length === 0 ? undefined : finite(${result});
}
`,
  };
}

/** JSONata's functions of numbers (https://docs.jsonata.org/overview), in TypeScript. */
export const numberFunctions: Chunks = {
  as_number: {
    needs: ['failure'],
    code: `
function asNumber(name: string, value: unknown): number | undefined {
  if (value === undefined || typeof value === 'number') return value;
  throw new Failure(\`$\${name} needs a number\`);
}
`,
  },
  as_numbers: {
    needs: ['failure'],
    code: `
function asNumbers(name: string, value: unknown): number[] | undefined {
  if (value === undefined) return undefined;
  const numbers: unknown[] = Array.isArray(value) ? value : [value];
  if (numbers.every((each) => typeof each === 'number')) return numbers;
  throw new Failure(\`$\${name} needs numbers\`);
}
`,
  },
  fn_sum: {
    needs: ['as_numbers', 'number'],
    code: `
function fnSum(value: unknown): unknown {
  const numbers = asNumbers('sum', value);
  return numbers === undefined ? undefined : finite(numbers.reduce((total, each) => total + each, 0));
}
`,
  },
  fn_average: ofNumbers(
    'average',
    'numbers.reduce((total, each) => total + each, 0) / numbers.length',
  ),
  fn_max: ofNumbers('max', 'Math.max(...numbers)'),
  fn_min: ofNumbers('min', 'Math.min(...numbers)'),
  fn_abs: ofNumber('abs', 'Math.abs(number)'),
  fn_floor: ofNumber('floor', 'Math.floor(number)'),
  fn_ceil: ofNumber('ceil', 'Math.ceil(number)'),
  fn_sqrt: {
    needs: ['as_number', 'failure'],
    code: `
function fnSqrt(value: unknown): unknown {
  const number = asNumber('sqrt', value);
  if (number === undefined) return undefined;
  if (number < 0) throw new Failure('$sqrt needs a number that is not negative');
  return Math.sqrt(number);
}
`,
  },
  fn_power: {
    needs: ['as_number', 'failure'],
    code: `
function fnPower(value: unknown, exponent: unknown): unknown {
  const [base, power] = [asNumber('power', value), asNumber('power', exponent)];
  if (base === undefined) return undefined;
  if (power === undefined) throw new Failure('$power needs an exponent');
  const result = base ** power;
  if (!Number.isFinite(result)) throw new Failure('The result of $power is no finite number');
  return result;
}
`,
  },
  fn_round: {
    needs: ['as_number', 'number'],
    code: `
/** To the nearest, a half to the even neighbour. */
function fnRound(value: unknown, digits: unknown = 0): unknown {
  const number = asNumber('round', value);
  const places = asNumber('round', digits) ?? 0;
  if (!Number.isInteger(places)) throw new Failure('$round needs a whole number of digits');
  if (number === undefined) return undefined;
  const shift = (from: number, by: number) => {
    const [mantissa, exponent = '0'] = String(from).split('e');
    return Number(\`\${mantissa}e\${Number(exponent) + by}\`);
  };
  const shifted = shift(number, places);
  const up = Math.round(shifted);
  const isTie = Math.abs(up - shifted) === 0.5 && Math.abs(up % 2) === 1;
  return finite(shift(isTie ? up - 1 : up, -places) + 0);
}
`,
  },
  fn_number: {
    needs: ['failure'],
    code: `
function fnNumber(value: unknown): unknown {
  if (value === undefined || typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const isDecimal = /^-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?$/;
  const isOther = /^(0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+)$/;
  if (typeof value === 'string' && (isDecimal.test(value) || isOther.test(value))) {
    return Number(value);
  }
  throw new Failure('$number cannot read this as a number');
}
`,
  },
};
