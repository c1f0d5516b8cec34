const started = performance.now()

/** Prints a line of progress to stderr, because stdout has only the tables. */
export function progress(line: string): void {
  process.stderr.write(`[${((performance.now() - started) / 1_000).toFixed(0).padStart(4)} s] ${line}\n`)
}
