const started = performance.now()

/** Tells on stderr what is going on; stdout is for the tables alone. */
export function progress(line: string): void {
  process.stderr.write(`[${((performance.now() - started) / 1_000).toFixed(0).padStart(4)} s] ${line}\n`)
}
