/** A command line: what stands before the command belongs to it, as if it stood behind. */
export interface CommandLine {
  /** Absent: the emulator is to run. */
  command?: string | undefined
  args: readonly string[]
}

/** Options that take the next word as their value; all others stand alone. */
const withValue = ['--url', '--port', '--seed', '--state', '--only', '--to', '--bearer', '--input']

const alone = ['--json', '--fetch-files', '--help', '-h']

/** The first option that no command has. */
export function unknownOption(words: readonly string[]): string | undefined {
  return words.find((word) => word.startsWith('-') && ![...withValue, ...alone].includes(word.split('=', 1)[0]!))
}

/** Finds the command, which is the first word that is no option and no value of one. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const at = words.findIndex((word, index) => !word.startsWith('-') && !withValue.includes(words[index - 1] ?? ''))
  if (at < 0) return { args: words }
  return { command: words[at], args: [...words.slice(0, at), ...words.slice(at + 1)] }
}
