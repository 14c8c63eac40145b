import type { Chunk, Chunks } from '../chunk';

function ofNumber(name: string, result: string): Chunk {
  return {
    needs: ['missing', 'as_number', 'number'],
    imports: ['math'],
    code: `
def fn_${name}(value):
    return value if as_number("${name}", value) is MISSING else whole(${result})
`,
  };
}

function ofNumbers(name: string, result: string): Chunk {
  return {
    needs: ['missing', 'as_numbers', 'number'],
    code: `
def fn_${name}(value):
    numbers = as_numbers("${name}", value)
    return MISSING if not numbers else whole(${result})
`,
  };
}

/** JSONata's functions of numbers (https://docs.jsonata.org/overview), in Python. */
export const numberFunctions: Chunks = {
  as_number: {
    needs: ['missing', 'failure', 'is_number'],
    code: `
def as_number(name, value):
    if value is not MISSING and not is_number(value):
        raise Failure(f"\${name} needs a number")
    return value
`,
  },
  as_numbers: {
    needs: ['missing', 'failure', 'is_number'],
    code: `
def as_numbers(name, value):
    if value is MISSING:
        return None
    numbers = value if isinstance(value, list) else [value]
    if not all(is_number(each) for each in numbers):
        raise Failure(f"\${name} needs numbers")
    return numbers
`,
  },
  fn_sum: {
    needs: ['missing', 'as_numbers', 'number'],
    code: `
def fn_sum(value):
    numbers = as_numbers("sum", value)
    total = 0
    for each in numbers or []:
        total += each
    return MISSING if numbers is None else whole(total)
`,
  },
  fn_average: {
    needs: ['missing', 'as_numbers', 'number'],
    code: `
def fn_average(value):
    numbers = as_numbers("average", value)
    total = 0
    for each in numbers or []:
        total += each
    return whole(total / len(numbers)) if numbers else MISSING
`,
  },
  fn_max: ofNumbers('max', 'max(numbers)'),
  fn_min: ofNumbers('min', 'min(numbers)'),
  fn_abs: ofNumber('abs', 'abs(value)'),
  fn_floor: ofNumber('floor', 'math.floor(value)'),
  fn_ceil: ofNumber('ceil', 'math.ceil(value)'),
  fn_sqrt: {
    needs: ['missing', 'as_number', 'number', 'failure'],
    imports: ['math'],
    code: `
def fn_sqrt(value):
    if as_number("sqrt", value) is MISSING:
        return MISSING
    if value < 0:
        raise Failure("$sqrt needs a number that is not negative")
    return whole(math.sqrt(value))
`,
  },
  fn_power: {
    needs: ['missing', 'as_number', 'number', 'failure'],
    code: `
def fn_power(value, exponent):
    as_number("power", exponent)
    if as_number("power", value) is MISSING:
        return MISSING
    if exponent is MISSING:
        raise Failure("$power needs an exponent")
    try:
        result = float(value) ** float(exponent)
    except (OverflowError, ZeroDivisionError):
        raise Failure("The result of $power is no finite number") from None
    if isinstance(result, complex):
        raise Failure("The result of $power is no finite number")
    return whole(result)
`,
  },
  fn_round: {
    needs: ['missing', 'as_number', 'number', 'failure'],
    imports: ['decimal'],
    code: `
def fn_round(value, digits=0):
    """To the nearest, a half to the even neighbour."""
    if digits is not MISSING and as_number("round", digits) != int(digits):
        raise Failure("$round needs a whole number of digits")
    if as_number("round", value) is MISSING:
        return MISSING
    step = decimal.Decimal(1).scaleb(0 if digits is MISSING else -int(digits))
    exact = decimal.Context(prec=400, rounding=decimal.ROUND_HALF_EVEN)
    return whole(float(exact.quantize(decimal.Decimal(repr(value)), step)) + 0)
`,
  },
  fn_number: {
    needs: ['missing', 'failure', 'number', 'is_number'],
    imports: ['re'],
    code: `
def fn_number(value):
    if value is MISSING or is_number(value):
        return value
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, str):
        if re.fullmatch(r"-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?", value):
            return whole(float(value))
        if re.fullmatch(r"0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+", value):
            return int(value, 0)
    raise Failure("$number cannot read this as a number")
`,
  },
};
