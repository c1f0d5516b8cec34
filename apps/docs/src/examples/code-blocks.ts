import { nodesOf, type Page } from '../markdown/page.ts'

/** A fenced block of code on a page. */
export interface Block {
  page: string
  /** Line number of the opening fence. */
  line: number
  language: string | undefined
  /** The rest of the fence after the language. */
  meta: string | undefined
  text: string
}

/** The content of one file of the reader: a block and the blocks that continue it. */
export interface Program {
  page: string
  line: number
  /** File name, from the first line such as `// bot.ts`, so that other files of the page can import it. May be in a folder. */
  file: string
  /**
   * What is done with it in addition to compiling: it runs until it ends against the emulator, it serves a bot on Node,
   * Bun, Deno or Lambda, in workerd, as a function of Vercel or as a route of Next.js, to which a customer writes, its tests run, or nothing.
   */
  kind: 'run' | (typeof kinds)[number]
  /** The code. Each line has the number that it has on the page, so that errors and stack traces show the right one. */
  text: string
}

/** The programs of a page, and findings for blocks that would not be checked. */
export interface Reading {
  programs: Program[]
  findings: string[]
}

/** Returns all code blocks of a page. */
export function blocksOf(page: Page): Block[] {
  return nodesOf(page).flatMap((node) => {
    if (node.type !== 'code') return []
    const { lang, meta, value, position } = node
    return [
      {
        page: page.path,
        line: position!.start.line,
        language: lang ?? undefined,
        meta: meta ?? undefined,
        text: value,
      },
    ]
  })
}

const otherSpellings: Readonly<Record<string, string>> = {
  bash: 'sh',
  cjs: 'ts',
  console: 'sh',
  cts: 'ts',
  javascript: 'ts',
  js: 'ts',
  jsx: 'ts',
  mjs: 'ts',
  mts: 'ts',
  shell: 'sh',
  tsx: 'ts',
  typescript: 'ts',
  zsh: 'sh',
}

/**
 * Reads the programs of a page. `ts` is a program, `ts continue` belongs to the one before it, `ts serve`, `ts bun`,
 * `ts deno`, `ts lambda`, `ts worker`, `ts vercel` and `ts next` are bots, `ts test` is a test file, and `ts compile` is
 * compiled but not run. A block of any other kind that would not be checked is a finding.
 */
export function readPrograms(page: Page): Reading {
  const programs: Program[] = []
  const findings: string[] = []
  for (const block of blocksOf(page)) {
    const find = (what: string) => findings.push(`${page.path}:${block.line}: ${what}`)
    const spelling = otherSpellings[block.language ?? '']
    if (block.language === undefined) find('a code block without a language; plain text is `text`')
    else if (spelling !== undefined)
      find(`a block in \`${block.language}\` would not be checked; write \`${spelling}\``)
    if (block.language !== 'ts') continue

    const last = programs.at(-1)
    if (block.meta === undefined || isKind(block.meta)) {
      const program = programOf(block, block.meta ?? 'run')
      if (programs.some(({ file }) => file === program.file)) find(`a second ${program.file} on this page`)
      programs.push(program)
    } else if (block.meta !== 'continue')
      find(`no such block: \`ts ${block.meta}\`; there are ts, continue, ${kinds.join(', ')}`)
    else if (last === undefined) find('`ts continue` continues nothing: no block comes before it')
    else last.text = append(last.text, block)
  }
  return { programs, findings }
}

const kinds = ['serve', 'bun', 'deno', 'lambda', 'worker', 'vercel', 'next', 'test', 'compile'] as const

function isKind(meta: string): meta is (typeof kinds)[number] {
  return (kinds as readonly string[]).includes(meta)
}

function programOf(block: Block, kind: Program['kind']): Program {
  const { page, line, text } = block
  const named = /^\/\/ ([\w-][\w.[\]/-]*\.ts)\n/.exec(text)?.[1]
  const file = named ?? `line-${line}${kind === 'test' ? '.test' : ''}.ts`
  return { page, line, file, kind, text: append('', block) }
}

function append(text: string, { line, text: code }: Block): string {
  const lines = text === '' ? 0 : text.split('\n').length - 1
  return `${text}${'\n'.repeat(line - lines)}${code}\n`
}
