import { readdirSync, readFileSync, statSync } from 'node:fs'
import { extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hono } from 'hono'

/** Content security policy: only these sources, and images from this machine. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  "media-src 'self' data: blob: http://127.0.0.1:* http://localhost:*",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
}

interface PageFile {
  type: string
  text: string
}

/** Folders of the built page: next to the built library, or relative to the sources. */
const folders = ['./ui/', '../../dist/ui/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

/** Returns all files of the page by path. No other file is served. */
function readFiles(): Map<string, PageFile> {
  const folder = folders.find((path) => statSync(join(path, 'index.html'), { throwIfNoEntry: false }))
  const files = new Map<string, PageFile>()
  for (const name of folder === undefined ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = types[extname(name)]
    if (type) files.set(`/${name.replaceAll('\\', '/')}`, { type, text: readFileSync(join(folder!, name), 'utf8') })
  }
  return files
}

const notBuilt = `<!doctype html><meta charset="utf-8"><title>Wazzup emulator</title>
<p>The emulator runs; its page is not built yet: <code>npx -y pnpm@12 --filter @wazzup-kit/emulator build</code></p>`

/** Returns whether a path belongs to the page. */
export const isPagePath = (path: string): boolean => path === '/' || path.startsWith('/assets/')

/** Serves the page and its files. */
export function servePage(app: Hono): void {
  let files: Map<string, PageFile> | undefined
  const answer = (path: string): Response => {
    files ??= readFiles()
    // The page may be built while the emulator runs, so read the files again.
    if (files.size === 0) files = undefined
    const file = files?.get(path) ?? (path === '/index.html' ? { type: types['.html']!, text: notBuilt } : undefined)
    if (!file) return new Response('Not found', { status: 404 })
    const cache = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
    const headers = { 'content-type': file.type, 'content-security-policy': POLICY, 'cache-control': cache }
    return new Response(file.text, { headers })
  }
  app.get('/', () => answer('/index.html'))
  app.get('/assets/:name', (context) => answer(`/assets/${context.req.param('name')}`))
}
