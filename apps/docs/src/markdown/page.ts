import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'

/** A Markdown file: its path from the root of the repository, and what is in it. */
export interface Page {
  path: string
  text: string
}

/** Every node of a page, in reading order. */
export function nodesOf({ text }: Page): Nodes[] {
  const visit = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(visit) : [])]
  return visit(fromMarkdown(text))
}

/** Anchors of the headings of a page, as GitHub makes them. */
export function anchorsOf(page: Page): Set<string> {
  const slugger = new GithubSlugger()
  return new Set(nodesOf(page).flatMap((node) => (node.type === 'heading' ? [slugger.slug(toString(node))] : [])))
}

/** Whether the code on a page is checked: the pages that tell people what to write. */
export function showsCode({ path }: Page): boolean {
  return /^(README\.md|packages\/[^/]+\/README\.md|docs\/.+\.md)$/.test(path)
}
