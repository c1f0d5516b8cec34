import { linkedRowsOf, type LinkedRow } from '../markdown/table-rows.ts'
import { readPage } from '../markdown/repository.ts'
import { listRecipes, recipesPath } from '../recipes/list-recipes.ts'

/** A page in llms.txt. */
interface LlmsLink {
  title: string
  path: string
  /** What the page has, in one sentence. */
  sentence: string
}

/** Pages about one thing. Those of `Optional` are not in llms-full.txt. */
interface LlmsSection {
  title: 'Recipes' | 'Guides' | 'Hosts' | 'Packages' | 'Reference' | 'Optional'
  links: LlmsLink[]
}

const reference = ['docs/api.md', 'docs/errors.md']

/**
 * Pages that an assistant who writes an integration seldom needs: the rules of the emulator are its own documentation of 280 KB, and
 * the rest is for other languages, for pipelines and for those who change the toolkit. The decisions are in neither file.
 */
const optional = [
  'docs/emulator.md',
  'docs/other-languages.md',
  'docs/ci.md',
  'docs/architecture.md',
  'CONTRIBUTING.md',
]

/** Returns the sections of llms.txt. Each sentence is from the table in which the page stands; that of a recipe is from its page. */
export function listSections(): LlmsSection[] {
  const rows = linkedRowsOf(readPage('README.md')).filter(({ path }) => !path.startsWith('docs/recipes/'))
  const rowOf = (path: string): LinkedRow[] => rows.filter((row) => row.path === path)
  const isPackage = ({ path }: LinkedRow): boolean => path.startsWith('packages/')
  const guides = rows.filter(
    (row) => !isPackage(row) && ![...reference, ...optional, 'docs/hosts.md'].includes(row.path),
  )
  const hosts = linkedRowsOf(readPage('docs/hosts.md')).filter(({ before }) => before !== undefined)
  return [
    {
      title: 'Recipes',
      links: [
        {
          title: 'All recipes',
          path: recipesPath,
          sentence: 'A table of all jobs, and the parts that the recipes import, also in tests.',
        },
        ...listRecipes().map(({ title, path, job, words }) => ({ title, path, sentence: `${job} (${words})` })),
      ],
    },
    { title: 'Guides', links: guides.map(toLink) },
    {
      title: 'Hosts',
      links: [
        ...rowOf('docs/hosts.md').map(toLink),
        ...hosts.map(({ title, path, before, after }) => ({
          title,
          path,
          sentence: toSentence(`${before}: ${after}`),
        })),
      ],
    },
    { title: 'Packages', links: rows.filter(isPackage).map(toLink) },
    { title: 'Reference', links: reference.flatMap(rowOf).map(toLink) },
    { title: 'Optional', links: optional.flatMap(rowOf).map(toLink) },
  ]
}

function toLink({ title, path, after }: LinkedRow): LlmsLink {
  return { title: title.replaceAll('`', ''), path, sentence: toSentence(after) }
}

/** Returns a sentence without links, with a capital letter and a full stop. */
function toSentence(words: string): string {
  const text = words.replaceAll(/\[([^\]]+)\]\([^)]+\)/g, '$1').replace(/[.:]$/, '')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
