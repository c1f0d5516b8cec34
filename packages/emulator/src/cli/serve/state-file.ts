import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import type { Emulator } from '../../emulator/emulator.ts'
import { parseSaved, type SavedEmulator } from '../../account/saving.ts'
import { codeOf } from './error-code.ts'
import { lockFile } from './file-lock.ts'
import { complain } from '../terminal.ts'

const PAUSE_MS = 1_000

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Reads a state file; undefined when the file does not exist. Rejects with the reason when it is not a saved emulator. */
async function readStateFile(path: string): Promise<SavedEmulator | undefined> {
  let text: string
  try {
    // A device such as /dev/full would be replaced by a file.
    if (!(await stat(path)).isFile()) throw new Error('it is not a file')
    text = await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read: ${messageOf(error)}`, { cause: error })
  }
  try {
    return parseSaved(text)
  } catch (error) {
    const why = `${path}: ${messageOf(error)}. The file was not changed; use another one, or delete it`
    throw new Error(why, { cause: error })
  }
}

/** Writes a temporary file and renames it, so that a killed process or a full disk leaves the old file complete. */
async function write(path: string, emulator: Emulator): Promise<void> {
  const temporary = `${path}.new`
  try {
    await writeFile(temporary, `${JSON.stringify(emulator.save())}\n`)
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {})
    throw new Error(`${path} cannot be written: ${messageOf(error)}`, { cause: error })
  }
}

/**
 * Saves the emulator within a second after each change. After a failed write it prints the reason once, and tries again
 * at the next change. Returns a function that saves it a last time and stops.
 */
async function keepStateFile(path: string, emulator: Emulator): Promise<() => Promise<void>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  let failed: string | undefined
  const save = (): Promise<void> => {
    timer = undefined
    const written = writing.then(() => write(path, emulator))
    writing = written.catch(() => {})
    return written
  }
  async function saveLater(): Promise<void> {
    try {
      await save()
      if (failed !== undefined) complain(`${path} is written again`)
      failed = undefined
    } catch (error) {
      const reason = messageOf(error)
      if (reason !== failed) complain(`${reason}. The emulator continues, and writes the file after the next change`)
      failed = reason
    }
  }
  function changed(): void {
    timer ??= setTimeout(() => void saveLater(), PAUSE_MS)
  }
  // Save immediately, so that a path that cannot be written fails at the start.
  await save()
  const stops = [emulator.watchChanges(changed), emulator.watch(changed)]
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    return save()
  }
}

/** A state file that no other emulator uses. */
export interface StateFile {
  /** The saved emulator; undefined when the file is new. */
  readonly saved: SavedEmulator | undefined
  /** Keeps the file up to date. Returns a function that saves the emulator a last time. */
  keep(emulator: Emulator): Promise<() => Promise<void>>
  /** Lets another emulator use the file. */
  close(): Promise<void>
}

/**
 * Locks a state file and reads it.
 *
 * @throws When another emulator uses it, or when it is not a saved emulator.
 */
export async function openStateFile(path: string): Promise<StateFile> {
  const close = await lockFile(path)
  try {
    const saved = await readStateFile(path)
    return { saved, keep: (emulator) => keepStateFile(path, emulator), close }
  } catch (error) {
    await close()
    throw error
  }
}
