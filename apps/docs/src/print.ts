import { readFile, writeFile } from 'node:fs/promises'
import { printAsyncApi, printOpenApi } from './documents/print-documents.ts'
import { printApi } from './pages/print-api.ts'
import { printEmulator } from './pages/print-emulator.ts'
import { printErrors } from './pages/print-errors.ts'

const root = new URL('../../../', import.meta.url)
const command = 'pnpm docs:print'
const printed = {
  'docs/errors.md': printErrors,
  'docs/api.md': printApi,
  'docs/emulator.md': printEmulator,
  'docs/openapi.json': printOpenApi,
  'docs/asyncapi.json': printAsyncApi,
}

const isCheck = process.argv.includes('--check')
for (const [path, print] of Object.entries(printed)) {
  const file = new URL(path, root)
  if (!isCheck) await writeFile(file, print())
  else if ((await readFile(file, 'utf8').catch(() => undefined)) !== print()) {
    console.error(`${path} is stale. Renew it with: ${command}`)
    process.exitCode = 1
  }
}
