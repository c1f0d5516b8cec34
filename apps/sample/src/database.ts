import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Creates an empty folder and returns the path of a database in it. It is not deleted, so that you can open it. */
export async function createTemporaryDatabase(): Promise<string> {
  return join(await mkdtemp(join(tmpdir(), 'wazzup-sample-')), 'bot.db')
}
