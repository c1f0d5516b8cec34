import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startAnsweringServer, type AnsweringServer } from './answering-server.ts'
import { findNodes } from './find-nodes.ts'
import { installProject, type Project } from './project.ts'
import { runCommand } from './run-command.ts'
import { packPackage, type Tarball } from './tarball.ts'

const nodes = findNodes()
let folder: string
let server: AnsweringServer
let tarball: Tarball

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'packed-'))
  server = await startAnsweringServer()
  tarball = await packPackage('core', folder)
})

afterAll(async () => {
  await server?.close()
  await rm(folder, { recursive: true, force: true })
})

/** Installs a project before the tests of its block. */
function projectOf(name: string): () => Project {
  let project: Project
  beforeAll(async () => {
    project = await installProject(name, tarball.path, folder)
  })
  return () => project
}

/** Answers that a project prints after it sent one message and had another one refused. */
const sentAndRefused = /^sent message-\d+\nrefused BALANCE_IS_EMPTY none\n/

describe('the tarball', () => {
  test('holds what is built and what one must read, and nothing else', () => {
    const top = new Set(tarball.files.map((file) => file.split('/')[0]!))
    expect([...top]).toEqual(['LICENSE', 'README.md', 'THIRD-PARTY-LICENSES.md', 'dist', 'package.json'])
    expect(tarball.files.filter((file) => !/\.(c?js|d\.c?ts|map)$/.test(file) && file.startsWith('dist/'))).toEqual([])
    expect(tarball.files.filter((file) => /(^|[/.])test([/.-]|$)/.test(file))).toEqual([])
  })

  test('names no path of the machine that built it', () => {
    const root = new URL('../../../../', import.meta.url).pathname
    const naming = tarball.files.filter((file) => {
      const text = tarball.read(file)
      return text.includes(root) || (file.endsWith('.map') && /"(\/|file:|[A-Z]:)/.test(text))
    })
    expect(naming).toEqual([])
  })

  test('depends on valibot only', () => {
    const { dependencies, peerDependencies, optionalDependencies } = tarball.manifest
    expect(Object.keys(dependencies ?? {})).toEqual(['valibot'])
    expect({ peerDependencies, optionalDependencies }).toEqual({})
  })

  test('has a manifest that leads only to files which are in it', () => {
    const text = tarball.read('package.json')
    expect(text).not.toContain('workspace:')
    expect(text).not.toMatch(/"(\.\/)?src\//)
    const targets = [...text.matchAll(/"\.\/([^"*]+\.[^"]+)"(?!:)/g)].map(([, target]) => target!)
    expect(targets.length).toBeGreaterThan(20)
    expect(targets.filter((target) => !tarball.files.includes(target))).toEqual([])
  })
})

describe('an ESM project', () => {
  const project = projectOf('esm')

  test.each(nodes)('on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.js'], { WAZZUP_BASE_URL: server.url })
    expect(output).toMatch(sentAndRefused)
    expect(server.received.at(-2)).toMatchObject({ text: 'hello from ESM', crmMessageId: expect.any(String) })
  })
})

describe('a CommonJS project', () => {
  const project = projectOf('commonjs')

  test.each(nodes)('on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.js'], { WAZZUP_BASE_URL: server.url })
    expect(output).toMatch(sentAndRefused)
    expect(server.received.at(-2)).toMatchObject({ text: 'hello from CommonJS' })
  })
})

describe('the ESM and the CommonJS copy in one process', () => {
  const project = projectOf('both-copies')

  test.each(nodes)('know each other’s errors on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.mjs'], { WAZZUP_BASE_URL: server.url })
    expect(output.trim().split('\n')).toEqual([
      'copies two',
      'an error of ESM, asked of CommonJS: true true BALANCE_IS_EMPTY',
      'an error of CommonJS, asked of ESM: true true BALANCE_IS_EMPTY',
      'any other error: false',
    ])
  })
})

describe('Jest in CommonJS, without --experimental-vm-modules', () => {
  const project = projectOf('jest')

  test.each(nodes)('on Node $version', async (node) => {
    const { complaints } = await project().node(node, ['node_modules/jest/bin/jest.js', '--ci'])
    expect(complaints).toContain('Tests:       2 passed, 2 total')
  })
})

describe('a strict TypeScript project that checks the declarations of packages too', () => {
  const project = projectOf('typescript')
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  const runs = nodes.flatMap((node) => ['module', 'commonjs'].map((type) => ({ node, type })))

  describe.each([
    { moduleResolution: 'node16', modules: { module: 'node16', commonjs: 'node16' } },
    { moduleResolution: 'nodenext', modules: { module: 'nodenext', commonjs: 'nodenext' } },
    { moduleResolution: 'bundler', modules: { module: 'esnext', commonjs: 'commonjs' } },
  ])('with moduleResolution $moduleResolution', ({ moduleResolution, modules }) => {
    const homeOf = (type: string): string => join(project().folder, `${moduleResolution}-${type}`)

    async function compile(type: string, module: string): Promise<string> {
      const home = homeOf(type)
      await mkdir(home)
      for (const file of ['main.ts', 'tsconfig.json']) await cp(join(project().folder, file), join(home, file))
      await writeFile(join(home, 'package.json'), JSON.stringify({ private: true, type }))
      const options = ['--module', module, '--moduleResolution', moduleResolution]
      const { output } = await runCommand([process.execPath, tsc, '-p', '.', ...options], { folder: home })
      return output
    }

    test('compiles as ESM and as CommonJS', async () => {
      const outputs = await Promise.all(Object.entries(modules).map(([type, module]) => compile(type, module)))
      expect(outputs).toEqual(['', ''])
    })

    test.each(runs)('runs as $type on Node $node.version', async ({ node, type }) => {
      const main = join(homeOf(type), 'built/main.js')
      const { output } = await project().node(node, [main], { WAZZUP_BASE_URL: server.url })
      expect(output).toMatch(sentAndRefused)
      expect(output).toContain('entries 0 true /v3/message')
    })
  })
})
