import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDeclarationsProject, type DeclarationsProject, type Resolution } from './declarations-project.ts'

let project: DeclarationsProject

beforeAll(async () => {
  project = await createDeclarationsProject()
})

afterAll(() => project?.close())

const bundler: Resolution = { module: 'esnext', moduleResolution: 'bundler', extensions: ['ts'], nest: 12 }
const node16: Resolution = { module: 'node16', moduleResolution: 'node16', extensions: ['mts', 'cts'], nest: 11 }
const nodenext: Resolution = { module: 'nodenext', moduleResolution: 'nodenext', extensions: ['mts', 'cts'], nest: 12 }
const node10: Resolution = { module: 'commonjs', moduleResolution: 'node10', extensions: ['ts'], nest: 11 }

// Nest 12 has only ESM. CommonJS can import that with nodenext since TypeScript 5.8, and with node16 never. In 5.4 both
// are the same.
//
// Errors in declarations of dependencies count too: with the versions that are installed here, there are none. If an
// update of a dependency brings one, leave out only the lines of that dependency, never those of our packages.
test.concurrent.each([
  { version: '5.4', compiler: 'typescript-5.4', resolution: bundler },
  { version: '5.4', compiler: 'typescript-5.4', resolution: node16 },
  { version: '5.4', compiler: 'typescript-5.4', resolution: node10 },
  { version: '5.9', compiler: 'typescript-5.9', resolution: bundler },
  { version: '5.9', compiler: 'typescript-5.9', resolution: node16 },
  { version: '5.9', compiler: 'typescript-5.9', resolution: nodenext },
  { version: '6.0', compiler: 'typescript', resolution: bundler },
  { version: '6.0', compiler: 'typescript', resolution: nodenext },
  { version: '7', compiler: 'typescript-7', resolution: bundler },
  { version: '7', compiler: 'typescript-7', resolution: node16 },
  { version: '7', compiler: 'typescript-7', resolution: nodenext },
])(
  'the packed declarations have no error on TypeScript $version with $resolution.moduleResolution and Nest $resolution.nest',
  async ({ compiler, resolution }) => {
    expect(await project.compile(compiler, resolution)).toBe('')
  },
)
