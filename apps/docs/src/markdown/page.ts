import type { Nodes } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'

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

/** Whether the code on a page is checked: the pages that tell people what to write. */
export function showsCode({ path }: Page): boolean {
  return /^(README\.md|packages\/[^/]+\/README\.md|docs\/.+\.md)$/.test(path)
}
