import { createServer, type Server } from 'node:http'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import express, { type Router } from 'express'
import { readRecipeFiles } from '../packed/recipe-files.ts'

const modules = fileURLToPath(new URL('../../node_modules', import.meta.url))
const clara = { chatType: 'whatsapp', chatId: '79000000201' }

/** The page of deal-1. It keeps what the chat asks for in `asked`, and the number of all messages that it got in `messages`. */
const script = `
import { showChat, showUnanswered } from './embed-chat.browser.ts'
Object.assign(window, { asked: [], messages: 0 })
addEventListener('message', () => window.messages++)
showUnanswered(document.querySelector('#badge'))
showChat(document.querySelector('#chat'), 'deal-1', {
  createDeal: ({ chatId }) => window.asked.push('create for ' + chatId),
  openDeal: (id) => window.asked.push('open ' + id),
})`

/** A CRM made of the files of docs/recipes/embed-chat.md. */
export interface Crm {
  /** Address of the page of a deal. */
  url: string
  close(): Promise<void>
}

/** Starts the CRM. `forged` is what a page of another origin posts to the page of the deal. */
export async function startCrm(wazzup: { apiKey: string; baseUrl: string }, forged: object): Promise<Crm> {
  const folder = await mkdtemp(join(tmpdir(), 'crm-'))
  await symlink(modules, join(folder, 'node_modules'), 'junction')
  for (const { path, text } of readRecipeFiles()) {
    if (/^embed-chat(\.browser)?\.ts$/.test(path)) await writeFile(join(folder, path), text)
  }
  const parts = `import { createWazzup } from '@wazzup-kit/core'
export const wazzup = createWazzup(${JSON.stringify(wazzup)})`
  await writeFile(join(folder, 'wazzup.ts'), parts)
  const bundle = async (contents: string, platform: 'node' | 'browser'): Promise<string> => {
    const stdin = { contents, resolveDir: folder, loader: 'ts' } as const
    const built = await build({ stdin, platform, bundle: true, write: false, format: 'esm', external: ['express'] })
    return built.outputFiles[0]!.text
  }
  const server = join(folder, 'server.mjs')
  await writeFile(server, await bundle(`export { chatRoutes } from './embed-chat.ts'`, 'node'))
  const { chatRoutes } = (await import(/* @vite-ignore */ pathToFileURL(server).href)) as {
    chatRoutes(desk: object): Router
  }
  const desk = {
    signedIn: () => ({ id: 'user-1', name: 'Ann' }),
    readCard: async (id: string) => (id === 'deal-1' ? { filter: [clara], activeChat: clara } : undefined),
  }
  const page = await bundle(script, 'browser')
  const other = await listen(
    createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end(`<script>parent.postMessage(${JSON.stringify(forged)}, '*')</script>`)
    }),
  )
  const app = express()
    .use('/chat', chatRoutes(desk))
    .get('/deal.js', (_, response) => void response.type('js').send(page))
    .get('/', (_, response) => {
      const frames = `<iframe id="chat"></iframe><iframe src="${other.url}"></iframe>`
      response
        .type('html')
        .send(`<title>CRM</title><b id="badge"></b>${frames}<script src="/deal.js" type="module"></script>`)
    })
  const crm = await listen(createServer(app))
  return {
    url: crm.url,
    async close() {
      for (const { http } of [crm, other]) {
        http.closeAllConnections()
        http.close()
      }
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function listen(http: Server): Promise<{ http: Server; url: string }> {
  await new Promise<void>((resolve) => void http.listen(0, '127.0.0.1', resolve))
  return { http, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/` }
}
