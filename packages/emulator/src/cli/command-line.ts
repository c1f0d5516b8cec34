import { optionsAlone, optionsWithValue } from './options.ts'

/** A command line. Options before the command belong to it, as if they came after it. */
export interface CommandLine {
  /** Name of the command; without one, the emulator runs. */
  command?: string | undefined
  args: readonly string[]
}

/** Returns the first option that no command has. */
export function unknownOption(words: readonly string[]): string | undefined {
  const known = [...optionsWithValue, ...optionsAlone]
  return words.find((word) => word.startsWith('-') && !known.includes(word.split('=', 1)[0]!))
}

/** Finds the command: the first word that is neither an option nor the value of one. */
export function readCommandLine(words: readonly string[]): CommandLine {
  const at = words.findIndex(
    (word, index) => !word.startsWith('-') && !optionsWithValue.includes(words[index - 1] ?? ''),
  )
  if (at < 0) return { args: words }
  return { command: words[at], args: [...words.slice(0, at), ...words.slice(at + 1)] }
}
