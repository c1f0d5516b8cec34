import { printControl } from './documents/control/print-control.ts'
import { printAsyncApi, printOpenApi } from './documents/print-documents.ts'
import { printLlms, printLlmsFull } from './llms/print-llms.ts'
import { printApi } from './pages/print-api.ts'
import { printEmulator } from './pages/print-emulator.ts'
import { printErrors } from './pages/print-errors.ts'
import { printReadme } from './pages/print-readme.ts'

/** The function that returns the text of each generated file, by the file's path from the root of the repository. */
export const printed: Readonly<Record<string, () => string>> = {
  'docs/errors.md': printErrors,
  'docs/api.md': printApi,
  'docs/emulator.md': printEmulator,
  'packages/emulator/documents/openapi.json': printOpenApi,
  'packages/emulator/documents/asyncapi.json': printAsyncApi,
  'packages/emulator/documents/emulator.json': printControl,
  // After the pages that they contain.
  'README.md': printReadme,
  'llms.txt': printLlms,
  'llms-full.txt': printLlmsFull,
}
