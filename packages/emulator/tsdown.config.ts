import { defineConfig } from 'tsdown'
import { docstringLines } from '../../tsdown.docstrings.ts'

export default defineConfig({
  entry: ['src/index.ts', 'src/matchers.ts', 'src/cli.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'node',
  fixedExtension: false,
  outputOptions: {
    plugins: [docstringLines],
    codeSplitting: {
      // The bundler's own functions, in a chunk that imports nothing: in any other, two chunks of CommonJS import each other.
      groups: [{ name: 'runtime', test: /rolldown[/\\]runtime/ }],
    },
  },
})
