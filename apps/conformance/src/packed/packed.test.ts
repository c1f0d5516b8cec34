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
import { describeTarball } from './tarball-contract.ts'

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
    project = await installProject(name, [tarball], folder)
  })
  return () => project
}

/** The output of a project that sent one message and had another one rejected. */
const sentAndRejected = /^sent message-\d+\nrejected BALANCE_IS_EMPTY none\n/

describeTarball('core', () => tarball, { files: ['THIRD-PARTY-LICENSES.md'] })

test('the entry for webhooks loads two files and no code of the client', () => {
  const { read } = tarball
  const loaded = new Set<string>(['webhooks.js'])
  for (const file of loaded) {
    for (const [, next] of read(`dist/${file}`).matchAll(/^import .*"\.\/([^"]+)";$/gm)) loaded.add(next!)
  }
  expect(loaded.size).toBe(2)
  const text = [...loaded].map((file) => read(`dist/${file}`)).join('')
  expect(text).toContain('function createReceiver(')
  expect(text).not.toMatch(/function (?:createClient|createGateway|endpoint)\(/)
})

describe('the packed core in an ESM project', () => {
  const project = projectOf('esm')

  test.each(nodes)('sends, and throws an error for a rejection, on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.js'], { WAZZUP_BASE_URL: server.url })
    expect(output).toMatch(sentAndRejected)
    expect(server.received.at(-2)).toMatchObject({ text: 'hello from ESM', crmMessageId: expect.any(String) })
  })
})

describe('the packed core in a CommonJS project', () => {
  const project = projectOf('commonjs')

  test.each(nodes)('sends, and throws an error for a rejection, on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.js'], { WAZZUP_BASE_URL: server.url })
    expect(output).toMatch(sentAndRejected)
    expect(server.received.at(-2)).toMatchObject({ text: 'hello from CommonJS' })
  })
})

describe('the ESM and the CommonJS copy of core in one process', () => {
  const project = projectOf('both-copies')

  test.each(nodes)('recognize each other’s errors on Node $version', async (node) => {
    const { output } = await project().node(node, ['main.mjs'], { WAZZUP_BASE_URL: server.url })
    expect(output.trim().split('\n')).toEqual([
      'copies two',
      'an error of ESM, asked of CommonJS: true true BALANCE_IS_EMPTY',
      'an error of CommonJS, asked of ESM: true true BALANCE_IS_EMPTY',
      'any other error: false',
    ])
  })
})

describe('a strict TypeScript project without skipLibCheck', () => {
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
      expect(output).toMatch(sentAndRejected)
      expect(output).toContain('entries 0 true /v3/message')
      expect(output).toContain('schemas 7 false ping.get: times must be number, not a string')
    })
  })
})
