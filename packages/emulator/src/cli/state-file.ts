import { readFile, rename, writeFile } from 'node:fs/promises'
import type { Emulator } from '../emulator/emulator.ts'
import { parseSaved, type SavedEmulator } from '../account/saving.ts'

const PAUSE_MS = 1_000

/** Reads a state file; undefined when the file does not exist. Rejects when it is not a saved emulator. */
export async function readStateFile(path: string): Promise<SavedEmulator | undefined> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as { code?: string | undefined }).code === 'ENOENT') return undefined
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error })
  }
  try {
    return parseSaved(text)
  } catch (error) {
    throw new Error(`${path} is not the state of an emulator`, { cause: error })
  }
}

/** Writes a temporary file and renames it, so that a killed process leaves the old file complete. */
async function write(path: string, emulator: Emulator): Promise<void> {
  await writeFile(`${path}.new`, `${JSON.stringify(emulator.save())}\n`)
  await rename(`${path}.new`, path)
}

/** Saves the emulator within a second after each change. Returns a function that saves it a last time and stops. */
export async function keepStateFile(path: string, emulator: Emulator): Promise<() => Promise<void>> {
  let timer: ReturnType<typeof setTimeout> | undefined
  let writing: Promise<void> = Promise.resolve()
  const save = (): Promise<void> => {
    timer = undefined
    writing = writing.then(() => write(path, emulator))
    return writing
  }
  function changed(): void {
    timer ??= setTimeout(() => {
      save().catch((error: unknown) => process.stderr.write(`${path} cannot be written: ${String(error)}\n`))
    }, PAUSE_MS)
  }
  // Save immediately, so that a path that cannot be written fails at the start.
  await save().catch((error: unknown) => {
    throw new Error(`${path} cannot be written: ${(error as Error).message}`, { cause: error })
  })
  const stops = [emulator.watchChanges(changed), emulator.watch(changed)]
  return () => {
    for (const stop of stops) stop()
    clearTimeout(timer)
    return save()
  }
}
