import { readFile, writeFile } from 'node:fs/promises'
import { printed } from './printed.ts'

const root = new URL('../../../', import.meta.url)

const isCheck = process.argv.includes('--check')
for (const [path, print] of Object.entries(printed)) {
  const file = new URL(path, root)
  if (!isCheck) await writeFile(file, print())
  else if ((await readFile(file, 'utf8').catch(() => undefined)) !== print()) {
    console.error(`${path} is stale. Renew it with: pnpm docs:print`)
    process.exitCode = 1
  }
}
