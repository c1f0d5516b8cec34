import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleWorker, startWorker } from './bundle-worker.ts'
import { readDocumentedBots } from './documented-files.ts'
import { findNodes, type NodeProgram } from './find-nodes.ts'
import { meetClient, wellMet, type BotEnvironment } from './meet-client.ts'
import { installProject, type Project } from './project.ts'
import { startAtPort } from './start-at-port.ts'
import { packPackage, type Tarball } from './tarball.ts'
import { describeTarball } from './tarball-contract.ts'

const nodes = findNodes()
const [newest] = nodes
const tarballs = new Map<string, Tarball>()
const tarballOf = (name: string): Tarball => tarballs.get(name)!
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'receiving-'))
  const names = ['core', 'nestjs', 'express-middleware', 'edge', 'sqlite', 'postgres', 'emulator']
  await Promise.all(names.map(async (name) => tarballs.set(name, await packPackage(name, folder))))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

/** Installs a project with core, the emulator and an adapter, and the bot of a page in `src/page.ts`, word for word. */
function projectOf(name: string, adapter: string, page: string, fence = 'ts serve'): () => Project {
  let project: Project
  beforeAll(async () => {
    project = await installProject(name, ['core', 'emulator', adapter].map(tarballOf), folder)
    const [bot] = await readDocumentedBots(page, fence)
    await writeFile(join(project.folder, 'src/page.ts'), bot)
  })
  return () => project
}

/** Starts the compiled bot of a page, and sends it messages. */
function meetPage({ path }: NodeProgram, project: Project, file: string) {
  const { PATH, HOME } = process.env
  return meetClient(project, (env) =>
    startAtPort([path, file], { folder: project.folder, env: { PATH, HOME, ...env } }),
  )
}

/** Type-checks a project, including the declarations of packages. One Node version is enough for that. */
async function compile({ node }: Project): Promise<string> {
  const { output } = await node(newest!, ['node_modules/typescript/bin/tsc', '-p', '.']).catch((error: Error) => ({
    output: error.message,
  }))
  return output
}

const core = '@wazzup-kit/core'
const nest = ['@nestjs/common', '@nestjs/core']
describeTarball('nestjs', () => tarballOf('nestjs'), { peerDependencies: [...nest, core] })
describeTarball('express-middleware', () => tarballOf('express-middleware'), { peerDependencies: [core] })
describeTarball('edge', () => tarballOf('edge'), { peerDependencies: [core] })
describeTarball('sqlite', () => tarballOf('sqlite'), { peerDependencies: [core] })
describeTarball('postgres', () => tarballOf('postgres'), { peerDependencies: [core] })
describeTarball('emulator', () => tarballOf('emulator'), {
  files: ['THIRD-PARTY-LICENSES.md', 'documents'],
  assets: /^dist\/ui\//,
  dependencies: ['@hono/node-server', '@valibot/to-json-schema', 'hono', 'valibot'],
  peerDependencies: [core],
})

describe('a Nest 11 app in CommonJS, with TypeScript 5 and its older module resolution, tested with Jest', () => {
  const project = projectOf('nest-11', 'nestjs', 'docs/nestjs.md')

  test('compiles', async () => expect(await compile(project())).toBe(''))

  test.each(nodes)('passes its own tests on Node $version, without --experimental-vm-modules', async (node) => {
    const { complaints } = await project().node(node, ['node_modules/jest/bin/jest.js', '--ci'])
    expect(complaints).toContain('Tests:       3 passed, 3 total')
  })

  test.each(nodes)('replies once to each message on Node $version', async (node) => {
    const meeting = await meetClient(project(), (env) => project().serve(node, ['dist/src/main.js'], env))
    expect(meeting).toEqual(wellMet)
  })

  test.each(nodes)('runs the bot of docs/nestjs.md on Node $version', async (node) => {
    expect(await meetPage(node, project(), 'dist/src/page.js')).toEqual(wellMet)
  })
})

describe('a Nest 12 app in ESM, tested with Vitest', () => {
  const project = projectOf('nest-12', 'nestjs', 'docs/nestjs.md')

  test('compiles', async () => expect(await compile(project())).toBe(''))

  test.each(nodes)('passes its own tests on Node $version', async (node) => {
    const { output } = await project().node(node, ['node_modules/vitest/vitest.mjs', 'run'], { NO_COLOR: '1' })
    expect(output).toMatch(/Tests +1 passed \(1\)/)
  })

  test.each(nodes)('replies once to each message on Node $version', async (node) => {
    const meeting = await meetClient(project(), (env) => project().serve(node, ['dist/src/main.js'], env))
    expect(meeting).toEqual(wellMet)
  })

  test.each(nodes)('runs the bot of docs/nestjs.md on Node $version', async (node) => {
    expect(await meetPage(node, project(), 'dist/src/page.js')).toEqual(wellMet)
  })
})

describe('an Express app in TypeScript with module nodenext', () => {
  const project = projectOf('express', 'express-middleware', 'docs/express.md')

  test('compiles', async () => expect(await compile(project())).toBe(''))

  test.each(nodes)('replies once to each message on Node $version', async (node) => {
    const meeting = await meetClient(project(), (env) => project().serve(node, ['dist/main.js'], env))
    expect(meeting).toEqual(wellMet)
  })

  test.each(nodes)('runs the bot of docs/express.md on Node $version', async (node) => {
    expect(await meetPage(node, project(), 'dist/page.js')).toEqual(wellMet)
  })
})

describe('a Worker, bundled without nodejs_compat', () => {
  const project = projectOf('worker', 'edge', 'docs/workers.md', 'ts worker')

  test('compiles together with the types of Cloudflare', async () => expect(await compile(project())).toBe(''))

  test('replies once to each message in workerd', async () => {
    const script = await bundleWorker(project(), 'src/worker.ts')
    expect(await meetClient(project(), (env) => startWorker(script, env))).toEqual(wellMet)
  })

  test('runs the bot of docs/workers.md', async () => {
    const script = await bundleWorker(project(), 'src/page.ts')
    expect(await meetClient(project(), (env) => startWorker(script, env))).toEqual(wellMet)
  })

  test('replies once to each message from a Durable Object', async () => {
    const script = await bundleWorker(project(), 'src/worker-durable.ts')
    const start = (env: BotEnvironment) => startWorker(script, env, { WAZZUP_BOT: 'WazzupBot' })
    expect(await meetClient(project(), start)).toEqual(wellMet)
  })

  test('contains no ofetch if it only receives, and no node: module in any case', async () => {
    const [answering, receiving] = await Promise.all(
      ['src/worker.ts', 'src/worker-receive-only.ts'].map((entry) => bundleWorker(project(), entry)),
    )
    expect(answering).toMatch(/\bofetch\b|\bFetchError\b/)
    expect(receiving).not.toMatch(/\bofetch\b|\bFetchError\b/)
    expect(`${answering}${receiving}`).not.toMatch(/["']node:/)
  })
})
