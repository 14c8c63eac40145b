import type { Chunks } from '../chunk';

/** Values and paths as JSONata has them (https://docs.jsonata.org/processing), in Python. */
export const values: Chunks = {
  failure: {
    code: `
class Failure(Exception):
    """Something that a step cannot do; a temporary one is tried again."""

    def __init__(self, message, temporary=False, retry_after=None):
        super().__init__(message)
        self.temporary = temporary
        self.retry_after = retry_after
`,
  },
  missing: {
    code: `
class Missing:
    """What a path finds where nothing is. It is not null, and JSON leaves it out."""

    def __bool__(self):
        return False


MISSING = Missing()


class Sequence(list):
    """Several results of a path; a single one stands for itself."""


def unwrap(results):
    if not isinstance(results, Sequence):
        return results
    if not results:
        return MISSING
    return results[0] if len(results) == 1 else results
`,
  },
  unwrap: { needs: ['missing'], code: '' },
  path: {
    needs: ['missing'],
    code: `
def field(value, name):
    if isinstance(value, list):
        found = Sequence()
        for item in value:
            one = field(item, name)
            if isinstance(one, list):
                found.extend(one)
            elif one is not MISSING:
                found.append(one)
        return unwrap(found)
    return value.get(name, MISSING) if isinstance(value, dict) else MISSING


def path(value, *steps, keeps_list=False):
    """Goes from a value along fields; of a list it takes each item's. A function stands for itself."""
    results = value if isinstance(value, list) else [value]
    for place, step in enumerate(steps):
        first, *filters = step if isinstance(step, tuple) else (step,)
        found = []
        for item in results:
            one = field(item, first) if isinstance(first, str) else first(item)
            for keep in filters:
                one = keep(one)
            if one is not MISSING:
                found.append(one)
        is_last = place == len(steps) - 1
        if is_last and len(found) == 1 and isinstance(found[0], list) and not isinstance(found[0], Sequence):
            return found[0]
        results = Sequence()
        for one in found:
            results.extend(one if isinstance(one, list) else [one])
        if not results:
            return MISSING
    if keeps_list and isinstance(results, Sequence) and len(results) == 1:
        return list(results)
    return unwrap(results)
`,
  },
  where: {
    needs: ['missing', 'truthy', 'is_number'],
    imports: ['math'],
    code: `
def where(by):
    """The items for which something holds; a number is a place, from the end when negative."""

    def place_of(number, items):
        place = math.floor(number)
        return place + len(items) if place < 0 else place

    def keep(value):
        items = value if isinstance(value, list) else [value]
        if is_number(by):
            place = place_of(by, items)
            if not 0 <= place < len(items) or items[place] is MISSING:
                return Sequence()
            return items[place] if isinstance(items[place], list) else Sequence([items[place]])
        kept = Sequence()
        for index, item in enumerate(items):
            result = by(item)
            places = [result] if is_number(result) else result
            if isinstance(places, list) and all(is_number(each) for each in places):
                if any(place_of(each, items) == index for each in places):
                    kept.append(item)
            elif truthy(result):
                kept.append(item)
        return kept

    return keep
`,
  },
  is_number: {
    code: `
def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)
`,
  },
  truthy: {
    needs: ['is_number'],
    code: `
def truthy(value):
    if isinstance(value, list):
        return any(truthy(item) for item in value)
    return bool(value)
`,
  },
  number: {
    needs: ['failure'],
    imports: ['math'],
    code: `
def whole(value):
    """10.0 as 10, the way JSON writes it."""
    if isinstance(value, float):
        if not math.isfinite(value):
            raise Failure("The result is no finite number")
        if value.is_integer() and abs(value) < 1e21:
            return int(value)
    return value
`,
  },
  to_json: {
    needs: ['missing', 'number'],
    imports: ['json'],
    code: `
def number_text(value):
    value = whole(value)
    if isinstance(value, int):
        return str(value)
    mantissa, _, exponent = repr(value).partition("e")
    sign = "-" if mantissa.startswith("-") else ""
    before, _, after = mantissa.lstrip("-").partition(".")
    digits = (before + after).lstrip("0")
    point = len(before) + int(exponent or 0) - (len(before + after) - len(digits))
    digits = digits.rstrip("0")
    if -6 < point <= 0:
        return f"{sign}0.{'0' * -point}{digits}"
    if 0 < point <= 21:
        return f"{sign}{digits[:point].ljust(point, '0')}" + (f".{digits[point:]}" if digits[point:] else "")
    rest = f".{digits[1:]}" if digits[1:] else ""
    return f"{sign}{digits[0]}{rest}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def to_json(value):
    """JSON without spaces, as JavaScript writes it."""
    if isinstance(value, dict):
        pairs = (f"{json.dumps(key, ensure_ascii=False)}:{to_json(item)}" for key, item in value.items() if item is not MISSING)
        return "{" + ",".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ",".join(to_json(item) for item in value) + "]"
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return number_text(value)
    return json.dumps(None if value is MISSING else value, ensure_ascii=False)
`,
  },
  text: {
    needs: ['to_json'],
    code: `
def text(*parts):
    """Words with values between them: nothing is empty, what is no text is JSON."""
    return "".join(
        part if isinstance(part, str) else "" if part is None or part is MISSING else to_json(part)
        for part in parts
    )
`,
  },
  listing: {
    needs: ['missing'],
    code: `
def listing(*items):
    found = []
    for item in items:
        if isinstance(item, list):
            found.extend(item)
        elif item is not MISSING:
            found.append(item)
    return found
`,
  },
  span: {
    needs: ['missing', 'failure'],
    code: `
def span(first, last):
    if first is MISSING or last is MISSING:
        return MISSING
    if type(first) is not int or type(last) is not int:
        raise Failure("A range goes from one whole number to another")
    if last - first >= 100_000:
        raise Failure("A range may have at most 100000 numbers")
    return list(range(first, last + 1))
`,
  },
  make: {
    needs: ['missing', 'failure'],
    code: `
def make(*pairs):
    found = {}
    for name, value in pairs:
        if name is MISSING:
            continue
        if not isinstance(name, str):
            raise Failure("The name of a field must be text")
        if value is not MISSING:
            found[name] = value
    return found
`,
  },
};
