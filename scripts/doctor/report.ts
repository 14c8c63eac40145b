import { runCheck, type Check, type Finding, type Repair } from './finding';

export interface CheckResult {
  name: string;
  findings: Finding[];
  /** Good to know, and no fault. */
  notes: string[];
}

/**
 * Runs checks one after the other.
 *
 * @param first without which the others mean nothing: they run only when it finds nothing
 * @param onResult told of each as it is done
 */
export async function examine(
  first: Check,
  rest: readonly Check[],
  onResult: (result: CheckResult) => void = () => undefined,
): Promise<CheckResult[]> {
  const results: CheckResult[] = [];
  for (const check of [first, ...rest]) {
    const notes: string[] = [];
    const findings = await runCheck(check, (line) => notes.push(line));
    const result = { name: check.name, findings, notes };
    results.push(result);
    onResult(result);
    if (check === first && result.findings.length > 0) break;
  }
  return results;
}

/** Says what a check found. */
export function sayReport(
  { name, findings, notes }: CheckResult,
  say: (line: string) => void,
): void {
  say(`${findings.length === 0 ? '✓' : '✗'} ${name}`);
  for (const note of notes) say(`    ${note}`);
  for (const { problem, mend } of findings) say(`    ${problem}\n    → ${mend}`);
}

/** What can be done about all that was found, each once, in the order of the findings. */
export function repairsOf(results: readonly CheckResult[]): Repair[] {
  const byWords = new Map<string, Repair>();
  for (const { repair } of results.flatMap(({ findings }) => findings)) {
    if (repair !== undefined && !byWords.has(repair.does)) byWords.set(repair.does, repair);
  }
  return [...byWords.values()];
}

/** The results as data; what can be done is in words only. */
export function toJson(results: readonly CheckResult[]) {
  return results.map(({ name, findings, notes }) => ({
    name,
    notes,
    findings: findings.map(({ problem, mend, repair }) => ({
      problem,
      mend,
      repair: repair?.does ?? null,
    })),
  }));
}
