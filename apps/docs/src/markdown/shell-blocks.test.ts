import { expect, test } from 'vitest'
import { findUnknownScripts } from './shell-blocks.ts'

const scripts = new Map([
  ['root', ['check', 'start']],
  ['@wazzup-kit/bench', ['start', 'report']],
])
const shell = (command: string) =>
  findUnknownScripts({ path: 'README.md', text: `Do:\n\n\`\`\`sh\n# first\n${command}\n\`\`\`` }, scripts, 'root')

test.each([
  'pnpm check',
  'npx -y pnpm@12 start # pnpm nothing',
  'pnpm run check && pnpm install',
  'CI=1 pnpm --filter @wazzup-kit/bench report',
  'pnpm add @wazzup-kit/core',
  'npm run anything',
])('findUnknownScripts accepts: %s', (command) => {
  expect(shell(command)).toEqual([])
})

test.each([
  ['pnpm chekc', 'README.md:5: root has no script chekc'],
  ['npx -y pnpm@12 run build', 'root has no script build'],
  ['pnpm check && pnpm deploy', 'root has no script deploy'],
  ['pnpm --filter=@wazzup-kit/bench check', '@wazzup-kit/bench has no script check'],
  ['pnpm -F @wazzup-kit/gone start', 'no package is called @wazzup-kit/gone'],
])('findUnknownScripts reports: %s', (command, finding) => {
  expect(shell(command)).toEqual([expect.stringContaining(finding)])
})
