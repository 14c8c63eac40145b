/** What a run of the suite has seen: all that was exercised, and all that was wrong. */
export class Report {
  readonly scenarios: string[] = [];
  readonly routes = new Set<string>();
  readonly eventTypes = new Set<string>();
  readonly faults = new Set<string>();
  /** What could not be tried here, and why. */
  readonly skipped: string[] = [];

  fault(where: string, what: string): void {
    this.faults.add(`${where}: ${what}`);
  }

  /** One line: `N routes, M event types, F faults`. */
  toString(): string {
    return `${this.routes.size} routes, ${this.eventTypes.size} event types, ${this.faults.size} faults`;
  }

  /** The same for machines, everything by name. */
  toJSON(): Record<string, string[]> {
    return {
      scenarios: this.scenarios,
      routes: [...this.routes].sort(),
      eventTypes: [...this.eventTypes].sort(),
      faults: [...this.faults],
      skipped: this.skipped,
    };
  }
}
