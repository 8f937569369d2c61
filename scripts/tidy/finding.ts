/** One thing to put right: where it is, which rule it breaks, what to do about it. */
export type Finding = { path: string; line: number; rule: string; advice: string };

export function printFinding({ path, line, rule, advice }: Finding): string {
  return `${path}:${line} ${rule} ${advice}`;
}

export function inOrder(findings: Finding[]): Finding[] {
  return findings.toSorted(
    (a, b) => order(a.path, b.path) || a.line - b.line || order(a.rule, b.rule),
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
