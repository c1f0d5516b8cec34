import { readFileSync } from 'node:fs'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainMissing, findRuntime, type RuntimeName } from '../runtimes/find-runtime.ts'
import { startVercel } from '../runtimes/start-vercel.ts'
import { readDocumentedBots } from './documented-files.ts'
import { meetClient, wellMet } from './meet-client.ts'
import { installProject, type Project } from './project.ts'
import { runCommand } from './run-command.ts'
import { startAtPort } from './start-at-port.ts'
import { packPackage } from './tarball.ts'

const root = new URL('../../../../', import.meta.url)
const lambda = fileURLToPath(new URL('../runtimes/lambda-entry.ts', import.meta.url))

/** A bot on a page. */
interface DocumentedHost {
  page: string
  file: string
  /** The command with which the page starts the bot, without variables. */
  command: string
}

const nodeHosts: readonly DocumentedHost[] = [
  { page: 'fastify-and-koa', file: 'fastify-bot.ts', command: 'node fastify-bot.ts' },
  { page: 'fastify-and-koa', file: 'koa-bot.ts', command: 'node koa-bot.ts' },
  { page: 'hono-h3-bun-deno', file: 'hono-bot.ts', command: 'node hono-bot.ts' },
  { page: 'hono-h3-bun-deno', file: 'h3-bot.ts', command: 'node h3-bot.ts' },
]
const allow = 'deno run --allow-net --allow-env=WAZZUP_API_KEY,WAZZUP_BASE_URL,WAZZUP_SECRET,PORT'
const runtimes: readonly (DocumentedHost & { runtime: RuntimeName })[] = [
  { runtime: 'bun', page: 'hono-h3-bun-deno', file: 'bun-bot.ts', command: 'bun bun-bot.ts' },
  { runtime: 'deno', page: 'hono-h3-bun-deno', file: 'deno-bot.ts', command: `${allow} deno-bot.ts` },
]

let folder: string
let project: Project

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hosts-'))
  const names = ['core', 'edge', 'express-middleware', 'emulator']
  const tarballs = await Promise.all(names.map((name) => packPackage(name, folder)))
  project = await installProject('hosts', tarballs, folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Writes a file of a page to the project, word for word. Fails if the page does not have it, or not the command. */
async function copyFrom({ page, file, command }: DocumentedHost): Promise<void> {
  const text = readFileSync(new URL(`docs/${page}.md`, root), 'utf8')
  expect(text).toContain(`${command}\n`)
  const block = new RegExp(`\`\`\`ts \\w+\n(// ${file.replaceAll('.', '\\.')}\n[^]*?)\n\`\`\``)
  const code = block.exec(text)?.[1]
  expect(code, `docs/${page}.md has no ${file}`).toBeDefined()
  await writeFile(join(project.folder, file), code!)
}

/** Starts the command of a page with the binary at `path`. */
async function meetOn(host: DocumentedHost, path: string) {
  await copyFrom(host)
  const [, ...args] = host.command.split(' ')
  return meetClient(project, (env) =>
    startAtPort([path, ...args], { folder: project.folder, env: { HOME: folder, ...env } }),
  )
}

describe('in a project with the packed packages, the bot of a page replies once to each message', () => {
  test.each(nodeHosts)('$command', async (host) => {
    expect(await meetOn(host, process.execPath)).toEqual(wellMet)
  })

  test.for(runtimes)('$command', async ({ runtime, ...host }, { skip }) => {
    const path = findRuntime(runtime)
    skip(path === undefined, explainMissing(runtime))
    expect(await meetOn(host, path!)).toEqual(wellMet)
  })

  test('on Lambda, bundled by the command of the page and without node_modules', async () => {
    const command = 'npx esbuild lambda-bot.ts --bundle --platform=node --outfile=dist/bot.js'
    await copyFrom({ page: 'lambda', file: 'lambda-bot.ts', command })
    const [, ...args] = command.split(' ')
    await runCommand(['npx', ...args], { folder: project.folder })
    const uploaded = join(folder, 'uploaded')
    await cp(join(project.folder, 'dist'), uploaded, { recursive: true })
    const meeting = await meetClient(project, (env) =>
      startAtPort([process.execPath, lambda, join(uploaded, 'bot.js')], { folder: uploaded, env: { ...env } }),
    )
    expect(meeting).toEqual(wellMet)
  })

  test.each([
    ['with fetch', 0],
    ['with the request and response of Node', 1],
  ])('as a function of Vercel, %s', async (_name, index) => {
    const bots = await readDocumentedBots('docs/vercel.md', 'ts vercel')
    const file = join(project.folder, `api-${index}/wazzup.ts`)
    await mkdir(dirname(file))
    await writeFile(file, bots[index]!)
    const meeting = await meetClient(project, (env) => startVercel(file, { ...env }), '/api/wazzup')
    expect(meeting).toEqual(wellMet)
  })
})
