import { defineConfig } from 'tsdown'

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
  // docs/decisions/ofetch-inside.md: the neutral build of ofetch travels inside, in a chunk of its own.
  inputOptions: { resolve: { conditionNames: ['worker', 'import', 'default'] } },
  deps: { alwaysBundle: ['ofetch', 'destr', 'ufo'], onlyBundle: ['ofetch', 'destr', 'ufo'] },
  plugins: [
    {
      name: 'pure-schemas',
      // Bundlers cannot know that making a schema has no effect, and would keep all of them.
      renderChunk: (code) => code.replaceAll(/(?<![\w$.])(v\.\w+\()/g, '/* @__PURE__ */ $1'),
    },
  ],
})
