import { readPage } from '../markdown/repository.ts'
import { blocks } from '../pages/markdown.ts'
import { listSections } from './sections.ts'

/** Returns the text of llms.txt, in the form of https://llmstxt.org. */
export function printLlms(): string {
  const { title, summary, promises } = readStart()
  const sections = listSections().map(({ title, links }) =>
    [`## ${title}\n`, ...links.map((link) => `- [${link.title}](${link.path}): ${link.sentence}`)].join('\n'),
  )
  return `${blocks(
    `# ${title}`,
    `> ${summary}`,
    promises,
    'The recipes are what people build, each as a file of about twenty lines with its test, for plain TypeScript and for NestJS: begin with the one that has the words of your job. All pages but those under Optional are in [llms-full.txt](llms-full.txt).',
    ...sections,
  )}\n`
}

/** Returns the text of llms-full.txt: whole pages, with the path of each before it. */
export function printLlmsFull(): string {
  const { title, summary } = readStart()
  const linked = listSections().flatMap((section) => (section.title === 'Optional' ? [] : section.links))
  const paths = ['README.md', ...linked.map(({ path }) => path)]
  const pages = paths.map((path) => {
    const text = readPage(path).text.replaceAll(/^<!-- .+ -->\n\n?/gm, '')
    return `<!-- ${path} -->\n\n${text.trimEnd()}`
  })
  return `${blocks(
    `# ${title}: the whole documentation`,
    `> ${summary}`,
    'Before each page is its path in the repository. Links are relative to it. [llms.txt](llms.txt) is the list of the pages.',
    ...pages,
  )}\n`
}

/** Returns the title of README.md, its first paragraph as one line, and the list below it. */
function readStart(): { title: string; summary: string; promises: string } {
  const [title, summary, promises] = readPage('README.md').text.split('\n\n')
  return {
    title: title!.replace('# ', ''),
    summary: summary!.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replaceAll('\n', ' '),
    promises: promises!,
  }
}
