import { hasDefaultExport } from './imports.ts'
import { isCode, isSource, type Rule } from './text-file.ts'

const MOST_LINES = 250

/** A longer file holds more than one idea. */
export const sourcesAreShort: Rule = (files) =>
  files.filter(isSource).flatMap(({ path, text }) => {
    const lines = text.trimEnd().split('\n').length
    return lines > MOST_LINES ? [`${path}: has ${lines} lines; at most ${MOST_LINES}`] : []
  })

/** What others import by its default: configuration of tools, and a Worker's handler. */
const mayHaveDefault = /\.config\.ts$|^apps\/.+\/worker(-[a-z-]+)?\.ts$/

/** A named export has one name everywhere. */
export const noDefaultExports: Rule = (files) =>
  files
    .filter((file) => isCode(file) && !mayHaveDefault.test(file.path) && hasDefaultExport(file))
    .map(({ path }) => `${path}: has a default export; name it`)
