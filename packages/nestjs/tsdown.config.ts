import { defineConfig } from 'tsdown'
import { docstringLines } from '../../tsdown.docstrings.ts'

export default defineConfig({
  entry: ['src/index.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  target: 'node20.19',
  fixedExtension: false,
  dts: true,
  outputOptions: { plugins: [docstringLines] },
})
