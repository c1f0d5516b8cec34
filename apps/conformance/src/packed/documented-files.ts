import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

/** A file of the reader's project. */
export interface DocumentedFile {
  path: string
  text: string
}

/** Returns the blocks of a page that are files of a project: their first line is `// app/…`, `// pages/…` or `// bot.ts`. */
export async function readDocumentedFiles(page: string): Promise<DocumentedFile[]> {
  const markdown = await readFile(fileURLToPath(new URL(`../../../../${page}`, import.meta.url)), 'utf8')
  const blocks = markdown.matchAll(/^```ts.*\n(\/\/ ((?:app\/|pages\/|bot\.ts$)\S*)\n[^]*?)^```$/gm)
  return [...blocks].map(([, text, path]) => ({ path: path!, text: text! }))
}

/** Returns the blocks of a page with this fence, such as `ts serve`. The first one is the bot of the page. */
export async function readDocumentedBots(page: string, fence: string): Promise<[string, ...string[]]> {
  const markdown = await readFile(fileURLToPath(new URL(`../../../../${page}`, import.meta.url)), 'utf8')
  const [first, ...rest] = [...markdown.matchAll(new RegExp(`^\`\`\`${fence}\n([^]*?)^\`\`\`$`, 'gm'))].map(
    ([, text]) => text!,
  )
  if (first === undefined) throw new Error(`${page} has no block \`${fence}\``)
  return [first, ...rest]
}
