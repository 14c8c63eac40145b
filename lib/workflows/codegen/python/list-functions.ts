import type { Chunks } from '../chunk';

/** JSONata's functions of lists and objects (https://docs.jsonata.org/overview), in Python. */
export const listFunctions: Chunks = {
  fn_count: {
    needs: ['missing'],
    code: `
def fn_count(value):
    return 0 if value is MISSING else len(value) if isinstance(value, list) else 1
`,
  },
  fn_append: {
    needs: ['missing'],
    code: `
def fn_append(first, second):
    if first is MISSING:
        return second
    if second is MISSING:
        return first
    return [*(first if isinstance(first, list) else [first]), *(second if isinstance(second, list) else [second])]
`,
  },
  fn_reverse: {
    needs: ['missing'],
    code: `
def fn_reverse(value):
    return value if value is MISSING else value[::-1] if isinstance(value, list) else [value]
`,
  },
  fn_distinct: {
    needs: ['missing', 'same'],
    code: `
def fn_distinct(value):
    if not isinstance(value, list) or len(value) <= 1:
        return value
    found = Sequence() if isinstance(value, Sequence) else []
    for item in value:
        if not any(same(item, each) for each in found):
            found.append(item)
    return unwrap(found)
`,
  },
  fn_keys: {
    needs: ['missing'],
    code: `
def fn_keys(value):
    found = {}
    waiting = [value]
    while waiting:
        item = waiting.pop(0)
        if isinstance(item, dict):
            found.update(dict.fromkeys(item))
        elif isinstance(item, list):
            waiting[:0] = item
    return unwrap(Sequence(found))
`,
  },
  fn_lookup: {
    needs: ['missing', 'path', 'as_text'],
    code: `
def fn_lookup(value, name):
    return MISSING if as_text("lookup", name) is MISSING else field(value, name)
`,
  },
  fn_merge: {
    needs: ['missing', 'failure'],
    code: `
def fn_merge(value):
    if value is MISSING:
        return MISSING
    found = {}
    for item in value if isinstance(value, list) else [value]:
        if not isinstance(item, dict):
            raise Failure("$merge needs a list of objects")
        found.update(item)
    return found
`,
  },
  fn_exists: {
    needs: ['missing'],
    code: `
def fn_exists(value):
    return value is not MISSING
`,
  },
  fn_boolean: {
    needs: ['missing', 'truthy'],
    code: `
def fn_boolean(value):
    return value if value is MISSING else truthy(value)
`,
  },
  fn_not: {
    needs: ['missing', 'truthy'],
    code: `
def fn_not(value):
    return value if value is MISSING else not truthy(value)
`,
  },
};
