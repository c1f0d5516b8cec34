import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')

// The contract tests these adapters, so a reader gets what was tested.
test.each([
  { page: 'own-adapter', file: 'koa-adapter.ts' },
  { page: 'lambda', file: 'lambda-adapter.ts' },
])('docs/$page.md shows $file, which passes the contract', ({ page, file }) => {
  expect(read(`../../../../docs/${page}.md`)).toContain(`// ${file}\n${read(`hosts/${file}`)}\`\`\`\n`)
})
