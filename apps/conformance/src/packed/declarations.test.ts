import { afterAll, beforeAll, describe, expect, test } from 'vitest'
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
describe.each([
  { version: '5.4', compiler: 'typescript-5.4', resolutions: [bundler, node16, node10] },
  { version: '5.9', compiler: 'typescript-5.9', resolutions: [bundler, nodenext] },
  { version: '6.0', compiler: 'typescript', resolutions: [bundler, nodenext] },
  { version: '7', compiler: 'typescript-7', resolutions: [bundler, node16, nodenext] },
])('the packed declarations on TypeScript $version', ({ compiler, resolutions }) => {
  test.concurrent.each(resolutions)(
    'have no error with moduleResolution $moduleResolution and Nest $nest',
    async (resolution) => expect(await project.compile(compiler, resolution)).toBe(''),
  )
})
