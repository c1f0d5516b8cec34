import { readFile, writeFile } from 'node:fs/promises'
import { printApi } from './print-api.ts'
import { printErrors } from './print-errors.ts'

const root = new URL('../../../../', import.meta.url)
const command = 'pnpm docs:print'
const documents = { 'docs/errors.md': printErrors, 'docs/api.md': printApi }

const isCheck = process.argv.includes('--check')
for (const [path, print] of Object.entries(documents)) {
  const file = new URL(path, root)
  if (!isCheck) await writeFile(file, print())
  else if ((await readFile(file, 'utf8').catch(() => undefined)) !== print()) {
    console.error(`${path} is stale. Renew it with: ${command}`)
    process.exitCode = 1
  }
}
