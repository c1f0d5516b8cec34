import { execFile, spawnSync } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blocksOf } from '../examples/code-blocks.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../../', import.meta.url))
const path = 'docs/other-languages.md'
const blocks = blocksOf({ path, text: await readFile(`${root}${path}`, 'utf8') })

/** Returns the name of a file from its first line: `# bot.py`, `<?php // bot.php`, `// bot_test.go`. */
const nameOf = (text: string): string | undefined => /^(?:#|\/\/|<\?php \/\/) (\w+\.(?:py|php|go))\n/.exec(text)?.[1]

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'languages-'))
  for (const { text } of blocks) if (nameOf(text)) await writeFile(join(folder, nameOf(text)!), `${text}\n`)
  await copyFile(new URL('./test_story.py', import.meta.url), join(folder, 'test_story.py'))
  await writeFile(join(folder, 'go.mod'), 'module story\n\ngo 1.19\n')
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs a command in the folder of the page's files. Rejects with its output when it fails. */
async function output(command: string, ...args: string[]): Promise<string> {
  const emulator = `${process.execPath} ${root}packages/emulator/src/cli.ts`
  const env = { ...process.env, WAZZUP_EMULATOR: emulator, PYTHONDONTWRITEBYTECODE: '1' }
  const { stdout, stderr } = await run(command, args, { cwd: folder, env })
  return `${stdout}${stderr}`
}

const works = (command: string, ...args: string[]): boolean => spawnSync(command, args).status === 0
// Debian's pytest belongs to Debian's Python, which need not be the first one.
const python = ['python3', '/usr/bin/python3'].find((command) => works(command, '-c', 'import pytest'))

test('the page names every file of a program', () => {
  const programs = blocks.filter(({ language }) => ['python', 'php', 'go'].includes(language ?? ''))
  expect(programs.filter(({ text }) => nameOf(text) === undefined)).toEqual([])
  expect(programs).toHaveLength(8)
})

describe('with the files of the page', () => {
  test('twelve tests in Python pass without pytest', async () => {
    expect(await output('python3', '-m', 'unittest', 'test_story')).toMatch(/Ran 12 tests.*\n\nOK/)
  })

  test('the tests of the page and the twelve tests pass with pytest', async ({ skip }) => {
    skip(python === undefined, 'pytest is not installed')
    expect(await output(python!, '-m', 'pytest', '-q', '-p', 'no:cacheprovider')).toMatch(/^14 passed/m)
  })

  test('the story in PHP passes', async ({ skip }) => {
    skip(!works('php', '--version'), 'php is not installed')
    expect(await output('php', 'story.php')).toBe('passed\n')
  })

  // Go is 81 MB to download, and compiles its library first.
  test.each(process.env.LANGUAGES === 'all' ? ['Go'] : [])('the story in %s passes', async () => {
    expect(await output('go', 'test', './...')).toMatch(/^ok/)
  })
})
