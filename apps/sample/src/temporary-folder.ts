import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// The sample leaves its database in the temporary folder, so each test file gets a temporary folder of its own.
const folder = mkdtempSync(join(tmpdir(), 'sample-test-'))
process.env.TMPDIR = folder
afterAll(() => rmSync(folder, { recursive: true }))
