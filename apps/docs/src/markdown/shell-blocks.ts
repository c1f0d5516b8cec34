import { blocksOf } from '../examples/code-blocks.ts'
import type { Page } from './page.ts'

/** The script names of each package, by the package's name. */
export type Scripts = ReadonlyMap<string, readonly string[]>

const ownCommands = [
  'add',
  'create',
  'dlx',
  'exec',
  'i',
  'init',
  'install',
  'pack',
  'publish',
  'remove',
  'update',
  'why',
]

/** Finds commands in `sh` blocks that call pnpm with a script that does not exist. `root` is the name of the root package. */
export function findUnknownScripts(page: Page, scripts: Scripts, root: string): string[] {
  return blocksOf(page)
    .filter(({ language }) => language === 'sh')
    .flatMap(({ line, text }) =>
      text.split('\n').flatMap((command, index) =>
        command
          .replace(/(^|\s)#.*/, '')
          .split(/&&|\|\||[;|]/)
          .flatMap((part) => wrongIn(part, scripts, root))
          .map((wrong) => `${page.path}:${line + 1 + index}: ${wrong}`),
      ),
    )
}

function wrongIn(command: string, scripts: Scripts, root: string): string[] {
  const args = argumentsOfPnpm(command)
  if (!args) return []
  let home = root
  const words: string[] = []
  for (let index = 0; index < args.length; index++) {
    const [option, value] = args[index]!.split('=') as [string, string?]
    if (option === '--filter' || option === '-F') home = value ?? args[++index] ?? ''
    else if (!option.startsWith('-')) words.push(option)
  }
  const [first, second] = words
  if (first === undefined || ownCommands.includes(first)) return []
  const script = first === 'run' ? second : first
  const known = scripts.get(home)
  if (!known) return [`no package is called ${home}`]
  return script !== undefined && known.includes(script) ? [] : [`${home} has no script ${script}`]
}

/** Returns the words after `pnpm`, also after `npx -y` and variables. */
function argumentsOfPnpm(command: string): string[] | undefined {
  const words = command
    .trim()
    .replace(/^\$ /, '')
    .split(/\s+/)
    .filter((word) => !/^[A-Z_]+=/.test(word))
  const isPnpm = (word: string): boolean => /^pnpm(@|$)/.test(word)
  const start = words[0] === 'npx' ? words.findIndex(isPnpm) : isPnpm(words[0]!) ? 0 : -1
  return start < 0 ? undefined : words.slice(start + 1)
}
