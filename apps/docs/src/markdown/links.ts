import { posix } from 'node:path'
import GithubSlugger from 'github-slugger'
import { toString } from 'mdast-util-to-string'
import { nodesOf, type Page } from './page.ts'

/** A page of a package is also shown by the registry, so it may name files of this repository in full. */
const repository = /^https:\/\/github\.com\/wazzup-kit\/wazzup-kit\/(?:blob|tree)\/main\//

/** Finds links that lead to no file, and anchors that no heading has. Addresses elsewhere are not asked. */
export function findBrokenLinks(pages: readonly Page[], paths: readonly string[]): string[] {
  const anchors = new Map(pages.map((page) => [page.path, anchorsOf(page)]))
  const isThere = (target: string): boolean =>
    target === '' || paths.some((path) => path === target || path.startsWith(`${target}/`))

  return pages.flatMap((page) =>
    linksOf(page).flatMap(({ line, url }) => {
      const local = url.replace(repository, '/')
      if (/^([a-z][a-z0-9+.-]*:|\/\/)/i.test(local)) return []
      const [path, anchor] = decodeURIComponent(local).split('#') as [string, string?]
      const target = path === '' ? page.path : targetOf(page, path)
      if (path !== '' && !isThere(target)) return [`${page.path}:${line}: ${url} leads to no file`]
      if (anchor === undefined || !anchors.has(target) || anchors.get(target)!.has(anchor)) return []
      return [`${page.path}:${line}: ${url} leads to no heading of ${target}`]
    }),
  )
}

/** Anchors of a page, as GitHub makes them of headings, and those written in HTML. */
export function anchorsOf(page: Page): Set<string> {
  const slugger = new GithubSlugger()
  const anchors = nodesOf(page).flatMap((node) => {
    if (node.type === 'heading') return [slugger.slug(toString(node))]
    return node.type === 'html' ? attributesOf(node.value, 'id|name') : []
  })
  return new Set(anchors)
}

function linksOf(page: Page): { line: number; url: string }[] {
  return nodesOf(page).flatMap((node) => {
    const line = node.position!.start.line
    if (node.type === 'html') return attributesOf(node.value, 'href|src').map((url) => ({ line, url }))
    return node.type === 'link' || node.type === 'image' || node.type === 'definition' ? [{ line, url: node.url }] : []
  })
}

function attributesOf(html: string, names: string): string[] {
  return [...html.matchAll(new RegExp(`\\s(?:${names})="([^"]*)"`, 'g'))].map(([, value]) => value!)
}

function targetOf(page: Page, path: string): string {
  const joined = path.startsWith('/') ? path.slice(1) : posix.join(posix.dirname(page.path), path)
  return posix.normalize(joined).replace(/\/$/, '').replace(/^\.$/, '')
}
