import GithubSlugger from 'github-slugger'
import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { toString } from 'mdast-util-to-string'

/** A Markdown file: its path from the root of the repository, and its content. */
export interface Page {
  path: string
  text: string
}

/** Returns every node of a page, in reading order. */
export function nodesOf({ text }: Page): Nodes[] {
  const visit = (node: Nodes): Nodes[] => [node, ...('children' in node ? node.children.flatMap(visit) : [])]
  return visit(fromMarkdown(text))
}

/** Returns the anchors of the headings of a page, in GitHub's form. */
export function anchorsOf(page: Page): Set<string> {
  const slugger = new GithubSlugger()
  return new Set(nodesOf(page).flatMap((node) => (node.type === 'heading' ? [slugger.slug(toString(node))] : [])))
}

/** Returns whether the code on a page is checked. Only pages for users are. */
export function showsCode({ path }: Page): boolean {
  return /^(README\.md|packages\/[^/]+\/README\.md|docs\/.+\.md)$/.test(path)
}
