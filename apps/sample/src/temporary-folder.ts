import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

// The sample leaves its database in the temporary folder, so each test file gets a temporary folder of its own.
const folder = mkdtempSync(join(tmpdir(), 'sample-test-'))
// A server of PostgreSQL in it may run as another user.
chmodSync(folder, 0o711)
process.env.TMPDIR = folder
afterAll(() => rmSync(folder, { recursive: true }))
