import { nodesOf, type Page } from '../markdown/page.ts'

/** A fenced block of code on a page. */
export interface Block {
  page: string
  /** The line of its fence. */
  line: number
  language: string | undefined
  /** What stands after the language. */
  meta: string | undefined
  text: string
}

/** What a reader is told to put into one file: a block and those that continue it. */
export interface Program {
  page: string
  line: number
  /** Its file: by the name that its first line says, `// bot.ts`, so that other files of the page can import it. */
  file: string
  /**
   * What becomes of it, besides being compiled: it is run to its end against the emulator, it serves a bot on Node or
   * in workerd while a client writes to it, its tests are run, or nothing.
   */
  kind: 'run' | 'serve' | 'worker' | 'test' | 'compile'
  /** Every line of code stands on the line that it has on the page, so errors and stacks name the right one. */
  text: string
}

/** Programs of a page, and blocks that no rule covers. */
export interface Reading {
  programs: Program[]
  findings: string[]
}

/** All code blocks of a page. */
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
 * Reads the programs of a page. `ts` is a program, `ts continue` belongs to the one before it, `ts serve` and `ts worker`
 * are bots, `ts test` is a test file, and `ts compile` is not run. Anything that would go unchecked under another name is
 * a finding.
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

const kinds = ['serve', 'worker', 'test', 'compile'] as const

function isKind(meta: string): meta is (typeof kinds)[number] {
  return (kinds as readonly string[]).includes(meta)
}

function programOf(block: Block, kind: Program['kind']): Program {
  const { page, line, text } = block
  const named = /^\/\/ ([\w-][\w.-]*\.ts)\n/.exec(text)?.[1]
  const file = named ?? `line-${line}${kind === 'test' ? '.test' : ''}.ts`
  return { page, line, file, kind, text: append('', block) }
}

function append(text: string, { line, text: code }: Block): string {
  const lines = text === '' ? 0 : text.split('\n').length - 1
  return `${text}${'\n'.repeat(line - lines)}${code}\n`
}
