import { readFile, writeFile } from 'node:fs/promises'
import { printGuards } from './print-guards.ts'

const file = new URL('../src/webhooks/items/item-guards.ts', import.meta.url)

if (!process.argv.includes('--check')) await writeFile(file, printGuards())
else if ((await readFile(file, 'utf8')) !== printGuards()) {
  console.error('packages/core/src/webhooks/items/item-guards.ts is stale. Renew it with: pnpm docs:print')
  process.exitCode = 1
}
