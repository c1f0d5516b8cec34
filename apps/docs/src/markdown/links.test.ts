import { expect, test } from 'vitest'
import { findBrokenLinks } from './links.ts'
import type { Page } from './page.ts'
import { findUnknownScripts } from './shell-blocks.ts'

const paths = ['README.md', 'LICENSE', 'docs/a.md', 'docs/pictures/b.png', 'packages/core/README.md']
const target: Page = {
  path: 'docs/a.md',
  text: '# A\n\n## Two `words`, here\n\n## Same\n\n## Same\n\n<a id="by-hand"></a>',
}

test.each([
  ['README.md', '[a](docs/a.md) [b](./docs) [c](LICENSE) ![d](docs/pictures/b.png) [e](https://example.com/nowhere)'],
  ['README.md', '[a](docs/a.md#two-words-here) [b](docs/a.md#same-1) [c](docs/a.md#by-hand) [d](LICENSE#L3)'],
  ['docs/b.md', '[a](../README.md) [b](a.md) [c](/LICENSE) [d](..) [e](mailto:a@example.com)\n\n# Own\n\n[f](#own)'],
  ['docs/b.md', 'Only code: `[a](nowhere.md)`\n\n```md\n[a](nowhere.md)\n```'],
  ['packages/core/README.md', '[a](https://github.com/wazzup-kit/wazzup-kit/blob/main/docs/a.md#same)'],
])('links that lead somewhere are left alone: %s, %s', (path, text) => {
  expect(findBrokenLinks([{ path, text }, target], paths)).toEqual([])
})

test.each([
  ['README.md', 'one\ntwo [a](docs/gone.md)', 'README.md:2: docs/gone.md leads to no file'],
  ['docs/b.md', '[a](README.md)', 'README.md leads to no file'],
  ['docs/b.md', '[a]: pictures/gone.png\n\n![x][a]', 'pictures/gone.png leads to no file'],
  ['docs/b.md', '<img alt="x" src="gone.png">', 'gone.png leads to no file'],
  ['docs/b.md', '[a](a.md#gone)', 'a.md#gone leads to no heading of docs/a.md'],
  ['docs/b.md', '# Own\n\n[a](#other)', '#other leads to no heading of docs/b.md'],
  ['docs/b.md', '| a |\n| - |\n| [a](a.md#same-2) |', 'a.md#same-2 leads to no heading'],
  ['docs/b.md', '[a](https://github.com/wazzup-kit/wazzup-kit/tree/main/gone)', 'tree/main/gone leads to no file'],
])('a link that leads nowhere is found: %s, %s', (path, text, finding) => {
  expect(findBrokenLinks([{ path, text }, target], paths)).toEqual([expect.stringContaining(finding)])
})

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
  'npm run whatever',
])('a command that exists is left alone: %s', (command) => {
  expect(shell(command)).toEqual([])
})

test.each([
  ['pnpm chekc', 'README.md:5: root has no script chekc'],
  ['npx -y pnpm@12 run build', 'root has no script build'],
  ['pnpm check && pnpm deploy', 'root has no script deploy'],
  ['pnpm --filter=@wazzup-kit/bench check', '@wazzup-kit/bench has no script check'],
  ['pnpm -F @wazzup-kit/gone start', 'no package is called @wazzup-kit/gone'],
])('a command that does not exist is found: %s', (command, finding) => {
  expect(shell(command)).toEqual([expect.stringContaining(finding)])
})
