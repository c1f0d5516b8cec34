import { isCode, type Rule, type TextFile } from './text-file.ts'

const meaningless = ['utils', 'util', 'helpers', 'helper', 'common', 'shared', 'misc']

/** Rejects names that say nothing about the content, because they attract unrelated code. */
export const namesSaySomething: Rule = (files) =>
  files.flatMap(({ path }) =>
    path
      .split('/')
      .filter((part) => meaningless.includes(part.split('.')[0]!.toLowerCase()))
      .map((part) => `${path}: ${part} says nothing; name it after what is in it`),
  )

const kebab = /^[a-z0-9]+(-[a-z0-9]+)*$/
const endings = ['test', 'test-d', 'config', 'd']
const nestEndings = [
  'controller',
  'decorator',
  'decorators',
  'explorer',
  'filter',
  'guard',
  'interceptor',
  'middleware',
  'module',
  'options',
  'pipe',
  'provider',
  'providers',
  'service',
  'tokens',
]

/** Requires kebab-case names. Nest's dotted endings are allowed. */
export const namesAreKebabCase: Rule = (files) =>
  files.filter(isCode).flatMap((file) => {
    const parts = file.path.split('/')
    const wrong = [...parts.slice(0, -1).filter((part) => !kebab.test(part)), ...wrongFileName(file, parts.at(-1)!)]
    return wrong.map((part) => `${file.path}: ${part} is not kebab-case`)
  })

function wrongFileName({ path }: TextFile, fileName: string): string[] {
  const [name, ...rest] = fileName.split('.')
  const allowed = /^(packages\/nestjs|apps)\//.test(path) ? [...endings, ...nestEndings] : endings
  // The last part is the extension.
  const isRight = kebab.test(name!) && rest.slice(0, -1).every((ending) => allowed.includes(ending))
  return isRight ? [] : [fileName]
}
