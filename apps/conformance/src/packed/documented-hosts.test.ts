import { readFileSync } from 'node:fs'
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { explainMissing, findRuntime } from '../runtimes/find-runtime.ts'
import { meetClient, wellMet } from './meet-client.ts'
import { installProject, type Project } from './project.ts'
import { runCommand } from './run-command.ts'
import { startAtPort } from './start-at-port.ts'
import { packPackage } from './tarball.ts'

const root = new URL('../../../../', import.meta.url)
const lambda = fileURLToPath(new URL('../runtimes/lambda-entry.ts', import.meta.url))

/** The files and commands of a page for one host. */
interface DocumentedHost {
  page: string
  files: readonly string[]
  /** The command with which the page starts the bot, without variables. */
  command: string
}

const nodeHosts: readonly DocumentedHost[] = [
  { page: 'fastify-and-koa', files: ['fastify-bot.ts'], command: 'node fastify-bot.ts' },
  { page: 'fastify-and-koa', files: ['koa-bot.ts'], command: 'node koa-bot.ts' },
  { page: 'hono-h3-bun-deno', files: ['hono-bot.ts'], command: 'node hono-bot.ts' },
  { page: 'hono-h3-bun-deno', files: ['h3-bot.ts'], command: 'node h3-bot.ts' },
]
const allow = 'deno run --allow-net --allow-env=WAZZUP_API_KEY,WAZZUP_BASE_URL,WAZZUP_SECRET,PORT'
const bun: DocumentedHost = { page: 'hono-h3-bun-deno', files: ['bun-bot.ts'], command: 'bun bun-bot.ts' }
const deno: DocumentedHost = { page: 'hono-h3-bun-deno', files: ['deno-bot.ts'], command: `${allow} deno-bot.ts` }

let folder: string
let project: Project

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hosts-'))
  const names = ['core', 'edge', 'express-middleware', 'emulator']
  const tarballs = await Promise.all(names.map((name) => packPackage(name, folder)))
  project = await installProject('hosts', tarballs, folder)
})
afterAll(() => rm(folder, { recursive: true, force: true }))

/** Writes files of a page to the project, word for word. Fails if the page does not have them, or not the command. */
async function copyFrom({ page, files, command }: DocumentedHost): Promise<void> {
  const text = readFileSync(new URL(`docs/${page}.md`, root), 'utf8')
  expect(text).toContain(`${command}\n`)
  for (const file of files) {
    const [, code] = text.match(new RegExp(`\`\`\`ts \\w+\n(// ${file.replaceAll('.', '\\.')}\n[^]*?)\n\`\`\``)) ?? []
    expect(code, `docs/${page}.md has no ${file}`).toBeDefined()
    await writeFile(join(project.folder, file), code!)
  }
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

  for (const host of [bun, deno]) {
    const name = host.command.startsWith('bun') ? 'bun' : 'deno'
    const path = findRuntime(name)
    if (path) {
      test(`${host.command}`, async () => {
        expect(await meetOn(host, path)).toEqual(wellMet)
      })
    } else test.skip(`${name} ${explainMissing(name)}`, () => {})
  }

  test('on Lambda, bundled by the command of the page and without node_modules', async () => {
    const command = 'npx esbuild lambda-bot.ts --bundle --platform=node --outfile=dist/bot.js'
    await copyFrom({ page: 'lambda', files: ['lambda-bot.ts'], command })
    const [, ...args] = command.split(' ')
    await runCommand(['npx', ...args], { folder: project.folder })
    const uploaded = join(folder, 'uploaded')
    await cp(join(project.folder, 'dist'), uploaded, { recursive: true })
    const meeting = await meetClient(project, (env) =>
      startAtPort([process.execPath, lambda, join(uploaded, 'bot.js')], { folder: uploaded, env: { ...env } }),
    )
    expect(meeting).toEqual(wellMet)
  })
})
