import type { Chunk, Chunks } from '../chunk';

/** A function of one text; of nothing it is nothing. */
function ofText(name: string, result: string): Chunk {
  return {
    needs: ['missing', 'as_text'],
    code: `
def fn_${name}(value):
    return value if as_text("${name}", value) is MISSING else ${result}
`,
  };
}

/** JSONata's functions of text (https://docs.jsonata.org/overview), in Python. */
export const textFunctions: Chunks = {
  as_text: {
    needs: ['missing', 'failure'],
    code: `
def as_text(name, value):
    if value is not MISSING and not isinstance(value, str):
        raise Failure(f"\${name} needs text")
    return value
`,
  },
  fn_string: {
    needs: ['missing', 'to_json'],
    code: `
def fn_string(value):
    def rounded(each):
        if isinstance(each, float):
            return float(f"{each:.15g}")
        if isinstance(each, list):
            return [rounded(item) for item in each]
        return {key: rounded(item) for key, item in each.items()} if isinstance(each, dict) else each

    return value if value is MISSING or isinstance(value, str) else to_json(rounded(value))
`,
  },
  fn_lowercase: ofText('lowercase', 'value.lower()'),
  fn_uppercase: ofText('uppercase', 'value.upper()'),
  fn_length: ofText('length', 'len(value)'),
  fn_trim: {
    needs: ['missing', 'as_text'],
    imports: ['re'],
    code: `
def fn_trim(value):
    return value if as_text("trim", value) is MISSING else re.sub(r"[ \\t\\n\\r]+", " ", value).strip(" ")
`,
  },
  fn_substring: {
    needs: ['missing', 'as_text', 'as_number'],
    imports: ['math'],
    code: `
def fn_substring(value, start, length=MISSING):
    as_number("substring", length)
    as_number("substring", start)
    if as_text("substring", value) is MISSING:
        return MISSING
    if start is MISSING:
        return value if length is MISSING else ""
    size = len(value)
    start = max(start, -size)
    first = size + start if start < 0 else start
    if length is MISSING:
        return value[math.trunc(first) :]
    return value[math.trunc(first) : math.trunc(first + length)] if length > 0 else ""
`,
  },
  fn_substringBefore: {
    needs: ['missing', 'as_text'],
    code: `
def fn_substringBefore(value, mark):
    as_text("substringBefore", mark)
    if as_text("substringBefore", value) is MISSING or mark is MISSING:
        return value
    return value.split(mark, 1)[0] if mark else ""
`,
  },
  fn_substringAfter: {
    needs: ['missing', 'as_text'],
    code: `
def fn_substringAfter(value, mark):
    as_text("substringAfter", mark)
    if as_text("substringAfter", value) is MISSING or mark is MISSING:
        return value
    return value.split(mark, 1)[1] if mark and mark in value else value
`,
  },
  fn_contains: {
    needs: ['missing', 'as_text'],
    code: `
def fn_contains(value, part):
    as_text("contains", part)
    if as_text("contains", value) is MISSING or part is MISSING:
        return MISSING
    return part in value
`,
  },
  fn_split: {
    needs: ['missing', 'as_text', 'as_number', 'failure'],
    code: `
def fn_split(value, mark, most=MISSING):
    as_text("split", mark)
    as_number("split", most)
    if as_text("split", value) is MISSING:
        return MISSING
    if mark is MISSING:
        raise Failure("$split needs what to split at")
    if most is not MISSING and most < 0:
        raise Failure("$split cannot make fewer than no parts")
    parts = value.split(mark) if mark else list(value)
    return parts if most is MISSING else parts[: int(most)]
`,
  },
  fn_join: {
    needs: ['missing', 'as_text', 'failure'],
    code: `
def fn_join(value, mark=""):
    as_text("join", mark)
    if value is MISSING:
        return MISSING
    items = value if isinstance(value, list) else [value]
    if not all(isinstance(item, str) for item in items):
        raise Failure("$join needs a list of texts")
    return ("" if mark is MISSING else mark).join(items)
`,
  },
};
