import { defineConfig } from 'tsdown'

const inside = ['ofetch', 'destr', 'ufo', 'valibot']

export default defineConfig({
  entry: ['src/{index,schemas,marketplace,capabilities,errors,testing}.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // Each file that Node opens costs a millisecond of a cold start, so there are few. What a small bundle leaves out has
  // one of its own: bundlers drop an unused file for sure, and its parts only where they can prove that nothing happens.
  outputOptions: {
    codeSplitting: {
      groups: [
        {
          name: 'core',
          test: /\/src\/(?!capabilities|errors\.ts|errors\/(?:.+-texts?|explain)\.|(?:index|schemas|marketplace|wazzup|testing)\.ts|webhooks\/(?:build-delivery|explain-delivery|webhooks)\.ts).*(?<!\.d)\.ts$/,
        },
        { name: 'delivery-texts', test: /\/src\/(?:errors\/delivery-error-texts|webhooks\/explain-delivery)\.ts$/ },
        { name: 'error-texts', test: /\/src\/errors\/(?:(?:api|message)-error-texts|error-texts?|explain)\.ts$/ },
      ],
    },
  },
  // docs/decisions/ofetch-inside.md, valibot-inside.md: what is used of them travels inside, ofetch as its neutral build.
  inputOptions: { resolve: { conditionNames: ['worker', 'import', 'default'] } },
  deps: { alwaysBundle: inside, onlyBundle: inside },
})
