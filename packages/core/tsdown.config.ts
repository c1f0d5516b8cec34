import { defineConfig } from 'tsdown'

export default defineConfig({
  entry: [
    'src/{index,schemas,marketplace,capabilities,errors}.ts',
    // Bundlers drop whole files more surely than parts of them, so what a small bundle leaves out is a file of its own.
    'src/wazzup.ts',
    'src/errors/{explain,find-facts}.ts',
    'src/resources/*.ts',
    '!src/**/*.{test,test-d}.ts',
  ],
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // docs/decisions/ofetch-inside.md: the neutral build of ofetch travels inside, in a chunk of its own.
  inputOptions: { resolve: { conditionNames: ['worker', 'import', 'default'] } },
  deps: { alwaysBundle: ['ofetch', 'destr', 'ufo'], onlyBundle: ['ofetch', 'destr', 'ufo'] },
})
