import type { Chunks } from '../chunk';

/** What stands between two values, in Python. */
export const operators: Chunks = {
  calculate: {
    needs: ['missing', 'failure', 'number', 'is_number'],
    imports: ['math'],
    code: `
def calculate(left, sign, right):
    for value in (left, right):
        if value is not MISSING and not is_number(value):
            raise Failure(f"{sign} needs numbers on both sides")
    if left is MISSING or right is MISSING:
        return MISSING
    if sign in "/%" and right == 0:
        raise Failure(f"{sign} by zero")
    if sign == "+":
        result = left + right
    elif sign == "-":
        result = left - right
    elif sign == "*":
        result = left * right
    elif sign == "/":
        result = left / right
    else:
        result = math.fmod(left, right)
    return whole(result)
`,
  },
  negate: {
    needs: ['missing', 'failure', 'is_number'],
    code: `
def negate(value):
    if value is MISSING:
        return MISSING
    if not is_number(value):
        raise Failure("- needs a number")
    return -value
`,
  },
  same: {
    needs: ['missing'],
    code: `
def same(left, right):
    """Equal in type and value, all the way down."""
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(same(a, b) for a, b in zip(left, right))
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[key], right[key]) for key in left)
    if isinstance(left, bool) != isinstance(right, bool):
        return False
    return left == right
`,
  },
  equal: {
    needs: ['same'],
    code: `
def equal(left, right):
    return left is not MISSING and right is not MISSING and same(left, right)
`,
  },
  unequal: {
    needs: ['same'],
    code: `
def unequal(left, right):
    return left is not MISSING and right is not MISSING and not same(left, right)
`,
  },
  ordered: {
    needs: ['missing', 'failure', 'is_number'],
    code: `
def ordered(left, sign, right):
    for value in (left, right):
        if value is not MISSING and not isinstance(value, str) and not is_number(value):
            raise Failure(f"{sign} needs numbers or text on both sides")
    if left is MISSING or right is MISSING:
        return MISSING
    if isinstance(left, str) != isinstance(right, str):
        raise Failure(f"{sign} needs two numbers or two texts")
    if sign == "<":
        return left < right
    if sign == "<=":
        return left <= right
    return left > right if sign == ">" else left >= right
`,
  },
  is_in: {
    needs: ['missing', 'same'],
    code: `
def is_in(value, items):
    if value is MISSING or items is MISSING:
        return False
    plain = not isinstance(value, (list, dict))
    return plain and any(same(value, item) for item in (items if isinstance(items, list) else [items]))
`,
  },
  concat: {
    needs: ['fn_string', 'missing'],
    code: `
def concat(left, right):
    return "".join("" if value is MISSING else fn_string(value) for value in (left, right))
`,
  },
};
