import ts from 'typescript'
import type { EditorProject, OpenFile } from './editor-project.ts'
import { setup, type Scene } from './scenes.ts'

const cursor = '¦'

/** How the language service sorts global names and keywords, which it offers everywhere. */
const globals = '15'

/** Returns what an editor shows at a position: a hover, the names of a completion, or the errors of the compiler. */
export function showScene(project: EditorProject, { kind, code }: Scene): string {
  const content = setup + code
  const position = content.indexOf(cursor)
  const file = project.open(content.replace(cursor, ''))
  if (kind === 'hover') return hover(file, position, code)
  if (kind === 'completion') return completion(file, position, /\w*$/.exec(content.slice(0, position))![0])
  return mistakes(file)
}

function hover({ service, path }: OpenFile, position: number, code: string): string {
  const info = service.getQuickInfoAtPosition(path, position)
  if (!info) throw new Error(`nothing to show in: ${code}`)
  const tags = (info.tags ?? []).map(({ name, text }) => `@${name} ${ts.displayPartsToString(text)}`.trim())
  return [ts.displayPartsToString(info.displayParts), ts.displayPartsToString(info.documentation), ...tags]
    .filter((part) => part !== '')
    .join('\n')
}

/** Returns the names that an editor offers after the letters that are already there. */
function completion({ service, path }: OpenFile, position: number, typed: string): string {
  const { entries = [] } = service.getCompletionsAtPosition(path, position, {}) ?? {}
  const shown = entries.filter(
    ({ kind, name, sortText }) =>
      kind !== 'warning' && !sortText.startsWith(globals) && name.startsWith(typed) && name !== typed,
  )
  return shown.map(({ name }) => name).join('\n')
}

/** Returns the first lines of each error, because an editor shows them first. */
function mistakes({ service, path }: OpenFile): string {
  const diagnostics = service.getSemanticDiagnostics(path)
  return diagnostics
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n').split('\n').slice(0, 3).join('\n'))
    .join('\n')
}
