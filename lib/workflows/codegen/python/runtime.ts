import type { Chunks } from '../chunk';

/** What carries the steps of a run, in Python. */
export const runtime: Chunks = {
  run: {
    needs: ['failure', 'missing'],
    imports: ['datetime', 'os', 'sys', 'time'],
    code: `
ATTEMPTS = 3


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def iso(moment):
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def env(name):
    value = os.environ.get(name, "")
    if value == "":
        raise Failure(f"Set {name}; .env.example tells what it is")
    return value


class Run:
    """One run: what its steps left behind, and where it stands."""

    def __init__(self, trigger, run_id, skips_waits):
        self.id = run_id
        self.skips_waits = skips_waits
        self.scope = {"trigger": trigger, "steps": {}, "run": {"id": run_id, "startedAt": iso(now())}}
        self.ways = {}
        self.lists = {}
        self.place = ""
        self.report = {}

    def done(self, name, output, way=None):
        self.scope["steps"][name] = output
        self.ways[name] = way
        self.report[self.place + name] = output
        print(f"{self.place}{name}: done", file=sys.stderr)

    def step(self, name, work):
        """Does a step; what failed for a moment is tried again under the same idempotency key."""
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return self.done(name, work(f"{self.id}:{self.place}{name}"))
            except Failure as failure:
                if not failure.temporary or attempt == ATTEMPTS:
                    raise Failure(f"{self.place}{name}: {failure}") from failure
                print(f"{self.place}{name}: {failure}, trying again", file=sys.stderr)
                self.sleep(2 ** (attempt - 1) if failure.retry_after is None else failure.retry_after)

    def sleep(self, seconds):
        if not self.skips_waits:
            time.sleep(max(0, seconds))

    def decide(self, name, result):
        self.done(name, {"result": result}, "yes" if result else "no")

    def took(self, name, way):
        return self.ways.get(name) == way

    def arrives(self, ways):
        return any(name in self.ways and way in (None, self.ways[name]) for name, way in ways)
`,
  },
  choose: {
    needs: ['compare'],
    code: `
def choose(run, name, value, cases):
    way = next((way for way, wanted in cases if compare(value, "equals", wanted)), "default")
    run.done(name, {"case": way}, way)


Run.choose = choose
`,
  },
  loop: {
    needs: ['run', 'failure'],
    code: `
def open_list(run, name, items, most):
    # A path gives a list of one as its only item, and an empty one as nothing.
    found = items if isinstance(items, list) else [] if items is None or items == "" else [items]
    if len(found) > most:
        raise Failure(f"{name}: the list has {len(found)} items, and at most {most} are allowed here")
    run.lists[name] = found
    run.done(name, {"count": len(found)})


def each_item(run, name, inside):
    place, outer = run.place, {key: run.scope[key] for key in ("item", "index") if key in run.scope}
    for index, item in enumerate(run.lists[name]):
        forget(run, inside)
        run.place = f"{place}{name}[{index}]."
        run.scope.update(item=item, index=index)
        yield
    forget(run, inside)
    run.place = place
    for key in ("item", "index"):
        run.scope.pop(key, None)
    run.scope.update(outer)


def forget(run, names):
    for name in names:
        run.scope["steps"].pop(name, None)
        run.ways.pop(name, None)


Run.open = open_list
Run.each = each_item
`,
  },
  wait: {
    needs: ['run', 'failure'],
    code: `
def wait(run, name, seconds):
    if seconds > 366 * 86400:
        raise Failure(f"{name}: a wait may be at most 366 days")
    run.sleep(seconds)
    run.done(name, {"resumedAt": iso(now())})


Run.wait = wait
`,
  },
  wait_until: {
    needs: ['wait', 'text', 'failure'],
    imports: ['datetime', 're'],
    code: `
def wait_until(run, name, value):
    """ISO 8601, or seconds since 1970 as Stripe writes them."""
    words = text(value).strip()
    try:
        if re.fullmatch(r"\\d{1,11}(\\.\\d+)?", words):
            moment = datetime.datetime.fromtimestamp(float(words), datetime.timezone.utc)
        else:
            moment = datetime.datetime.fromisoformat(re.sub(r"[zZ]$", "+00:00", words))
    except ValueError:
        raise Failure(f"{name}: \\"{words[:100]}\\" is no moment") from None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.timezone.utc)
    wait(run, name, (moment - now()).total_seconds())


Run.wait_until = wait_until
`,
  },
  or_null: {
    needs: ['missing'],
    code: `
def or_none(value):
    return None if value is MISSING else value
`,
  },
  compare: {
    needs: ['text', 'missing', 'is_number'],
    imports: ['re'],
    code: `
def compare(left, operator, right=None):
    """Two values that both read as numbers are compared as numbers, everything else as text."""

    def number(value):
        if is_number(value):
            return value
        is_text = isinstance(value, str) and re.fullmatch(r"[+-]?\\d+(\\.\\d+)?", value.strip())
        return float(value) if is_text else None

    def is_empty(value):
        return value is None or value is MISSING or value == "" or value == [] or value == {}

    def order(a, b):
        pair = (number(a), number(b))
        if None in pair:
            pair = (text(a), text(b))
        return (pair[0] > pair[1]) - (pair[0] < pair[1])

    def contains(whole, part):
        if isinstance(whole, list):
            return any(order(each, part) == 0 for each in whole)
        return text(part) in text(whole)

    if operator in ("is_empty", "is_not_empty"):
        return is_empty(left) == (operator == "is_empty")
    if operator in ("contains", "not_contains"):
        return contains(left, right) == (operator == "contains")
    if operator == "starts_with":
        return text(left).startswith(text(right))
    if operator == "ends_with":
        return text(left).endswith(text(right))
    if operator in ("equals", "not_equals"):
        return (order(left, right) == 0) == (operator == "equals")
    if is_empty(left) or is_empty(right):
        return False
    found = order(left, right)
    return {
        "greater_than": found > 0,
        "greater_or_equal": found >= 0,
        "less_than": found < 0,
        "less_or_equal": found <= 0,
    }[operator]
`,
  },
  main: {
    needs: ['run', 'failure', 'to_json'],
    imports: ['argparse', 'json', 'sys', 'uuid'],
    code: `
def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--input", metavar="FILE", help="JSON of what starts the run; - reads it from standard input")
    parser.add_argument("--run-id", default=str(uuid.uuid4()), help="the same id is the same run to every provider")
    parser.add_argument("--skip-waits", action="store_true", help="go on at once where the workflow waits")
    arguments = parser.parse_args()
    trigger = {}
    if arguments.input == "-":
        trigger = json.load(sys.stdin)
    elif arguments.input is not None:
        with open(arguments.input, encoding="utf-8") as file:
            trigger = json.load(file)
    run = Run(trigger, arguments.run_id, arguments.skip_waits)
    result = {"status": "succeeded", "runId": run.id, "steps": run.report}
    try:
        workflow(run)
    except Failure as failure:
        result.update(status="failed", error=str(failure))
    print(to_json(result))
    return 0 if result["status"] == "succeeded" else 1
`,
  },
};
