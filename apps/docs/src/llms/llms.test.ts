import { expect, test } from 'vitest'
import { listFiles } from '../markdown/list-files.ts'
import { readPage, root } from '../markdown/repository.ts'
import { linkedRowsOf } from '../markdown/table-rows.ts'
import { printLlms, printLlmsFull } from './print-llms.ts'
import { listSections } from './sections.ts'

const sections = listSections()
const linked = sections.flatMap(({ links }) => links.map(({ path }) => path))

test('llms.txt has each page for users once, and no decision', () => {
  const pages = listFiles(root).filter((path) =>
    /^(docs\/[^/]+\.md|docs\/recipes\/.+\.md|packages\/[^/]+\/README\.md)$/.test(path),
  )
  // Bundled into other packages, and not published.
  const published = pages.filter((path) => path !== 'packages/sqlite-log/README.md')
  expect(linked.toSorted()).toEqual([...published, 'CONTRIBUTING.md'].toSorted())
})

test('llms.txt has the form of llmstxt.org: a title, a summary, and lists of links with a sentence each', () => {
  const [title, summary, ...rest] = printLlms().trimEnd().split('\n\n')
  expect(title).toBe('# wazzup-kit')
  expect(summary).toMatch(/^> The TypeScript toolkit for Wazzup24: .+\.$/)
  const lists = rest.slice(rest.findIndex((block) => block.startsWith('## ')))
  expect(lists.filter((_, index) => index % 2 === 0)).toEqual(sections.map((section) => `## ${section.title}`))
  const lines = lists.filter((_, index) => index % 2 === 1).flatMap((list) => list.split('\n'))
  expect(lines.filter((line) => !/^- \[[^\]]+\]\([\w/.-]+\): [“`A-Z].+[.)]$/.test(line))).toEqual([])
  expect(lines).toHaveLength(linked.length)
})

test('llms.txt leads to a recipe by the words of its job', () => {
  expect(printLlms()).toMatch(/docs\/recipes\/order-notice\.md\): “Your order is ready” .+\(notification, order ready/)
})

test('llms-full.txt has each page but the optional ones as a whole, README.md and the recipes first', () => {
  const text = printLlmsFull()
  const optional = sections.find(({ title }) => title === 'Optional')!.links.map(({ path }) => path)
  const paths = [...text.matchAll(/^<!-- (\S+) -->$/gm)].map(([, path]) => path)
  expect(paths).toEqual(['README.md', ...linked.filter((path) => !optional.includes(path))])
  expect(paths.slice(0, 3)).toEqual(['README.md', 'docs/recipes/README.md', 'docs/recipes/order-notice.md'])
  expect(paths.filter((path) => !text.includes(readPage(path!).text.split('\n').slice(-20).join('\n')))).toEqual([])
})

test('a row of a table is about the page that it links', () => {
  const text = `| [One](one.md) | a \`|\` b |
| ------------- | ------- |
| any | [Two](../two) | more |
| [Three](https://three.example) | no page |
| [Four](four.md#anchor) | a part of a page |
| text | more |`
  expect(linkedRowsOf({ path: 'docs/page.md', text })).toEqual([
    { title: 'One', path: 'docs/one.md', before: undefined, after: 'a `|` b' },
    { title: 'Two', path: 'two/README.md', before: 'any', after: 'more' },
  ])
})
