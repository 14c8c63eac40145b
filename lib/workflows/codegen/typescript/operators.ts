import type { Chunks } from '../chunk';

/** What stands between two values, in TypeScript. */
export const operators: Chunks = {
  calculate: {
    needs: ['failure', 'number'],
    code: `
function calculate(left: unknown, sign: '+' | '-' | '*' | '/' | '%', right: unknown): unknown {
  for (const value of [left, right]) {
    if (value !== undefined && typeof value !== 'number') {
      throw new Failure(\`\${sign} needs numbers on both sides\`);
    }
  }
  if (typeof left !== 'number' || typeof right !== 'number') return undefined;
  if ((sign === '/' || sign === '%') && right === 0) throw new Failure(\`\${sign} by zero\`);
  switch (sign) {
    case '+':
      return finite(left + right);
    case '-':
      return finite(left - right);
    case '*':
      return finite(left * right);
    case '/':
      return finite(left / right);
    case '%':
      return finite(left % right);
  }
}
`,
  },
  negate: {
    needs: ['failure'],
    code: `
function negate(value: unknown): unknown {
  if (value === undefined) return undefined;
  if (typeof value !== 'number') throw new Failure('- needs a number');
  return -value;
}
`,
  },
  same: {
    needs: ['missing'],
    code: `
/** Equal in type and value, all the way down. */
function same(left: unknown, right: unknown): boolean {
  if (Array.isArray(left) && Array.isArray(right)) {
    return left.length === right.length && left.every((item, index) => same(item, right[index]));
  }
  if (isObject(left) && isObject(right)) {
    const keys = Object.keys(left);
    return (
      keys.length === Object.keys(right).length &&
      keys.every((key) => Object.hasOwn(right, key) && same(left[key], right[key]))
    );
  }
  return left === right;
}
`,
  },
  equal: {
    needs: ['same'],
    code: `
function equal(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && same(left, right);
}
`,
  },
  unequal: {
    needs: ['same'],
    code: `
function unequal(left: unknown, right: unknown): boolean {
  return left !== undefined && right !== undefined && !same(left, right);
}
`,
  },
  ordered: {
    needs: ['failure'],
    code: `
function ordered(left: unknown, sign: '<' | '<=' | '>' | '>=', right: unknown): unknown {
  for (const value of [left, right]) {
    if (value !== undefined && typeof value !== 'string' && typeof value !== 'number') {
      throw new Failure(\`\${sign} needs numbers or text on both sides\`);
    }
  }
  if (left === undefined || right === undefined) return undefined;
  if (typeof left !== typeof right) throw new Failure(\`\${sign} needs two numbers or two texts\`);
  const [a, b] = [left as string, right as string];
  if (sign === '<') return a < b;
  if (sign === '<=') return a <= b;
  return sign === '>' ? a > b : a >= b;
}
`,
  },
  is_in: {
    code: `
function isIn(value: unknown, items: unknown): boolean {
  if (value === undefined || items === undefined) return false;
  return (Array.isArray(items) ? items : [items]).some((item) => item === value);
}
`,
  },
  concat: {
    needs: ['fn_string'],
    code: `
function concat(left: unknown, right: unknown): string {
  return [left, right].map((value) => fnString(value) ?? '').join('');
}
`,
  },
};
