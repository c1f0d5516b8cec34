import { writeFileSync } from 'node:fs'
import { createEditorProject } from './editor-project.ts'
import { printEditor } from './print-editor.ts'

const project = await createEditorProject()
writeFileSync(new URL('editor.md', import.meta.url), printEditor(project))
await project.close()
