import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: ['src/index.ts', 'src/cli.ts'],
  format: ['esm', 'cjs'],
  platform: 'node',
  // Older than `engines`, so that an older Node reads the file and gets the sentence about its version.
  target: 'node20.19',
  fixedExtension: false,
  dts: true,
  // A private package.
  deps: { onlyBundle: ['@wazzup-kit/sqlite-log'] },
})
