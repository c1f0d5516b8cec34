import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { createEmulator } from '@wazzup-kit/emulator'
import { expect, test } from 'vitest'
import { blocksOf } from '../examples/code-blocks.ts'

const run = promisify(execFile)
const root = fileURLToPath(new URL('../../../../', import.meta.url))
const textOf = (path: string): Promise<string> => readFile(`${root}${path}`, 'utf8')

test.each(['docs/ci.md', 'docs/other-languages.md', 'packages/emulator/README.md'])(
  '%s names only calls that the document of the control API has',
  async (path) => {
    const { paths } = JSON.parse(await textOf('packages/emulator/documents/emulator.json')) as { paths: object }
    const text = await textOf(path)
    const full = [...text.matchAll(/\/_emulator\/(?:do\/[a-z][\w.]+|(?!do\/)[a-z][\w.]+)/gi)].map(([found]) => found)
    const actions = [...text.matchAll(/`do\/([\w.]+)`/g)].map(([, action]) => `/_emulator/do/${action}`)
    expect(full.length + actions.length).toBeGreaterThan(0)
    expect([...full, ...actions].filter((each) => !Object.hasOwn(paths, each))).toEqual([])
  },
)

test('the health check of the Dockerfile tells whether an emulator runs', async () => {
  const { text } = blocksOf({ path: 'docs/ci.md', text: await textOf('docs/ci.md') }).find(
    ({ language }) => language === 'dockerfile',
  )!
  const server = await createEmulator().listen()
  const [, ...args] = JSON.parse(/HEALTHCHECK[^[]*CMD (\[.*\])/.exec(text)![1]!) as string[]
  const check = () =>
    run(
      process.execPath,
      args.map((arg) => arg.replace('4324', String(server.port))),
    )
  await check()
  await server.close()
  await expect(check()).rejects.toMatchObject({ code: 1 })
})
