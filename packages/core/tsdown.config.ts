import { defineConfig } from 'tsdown'
import { docstringLines } from '../../tsdown.docstrings.ts'

const inside = ['ofetch', 'valibot']

export default defineConfig({
  entry: ['src/{index,webhooks,store,schemas,marketplace,messengers,crm,chat-window,tenants,files,errors,testing}.ts'],
  format: ['esm', 'cjs'],
  dts: true,
  platform: 'neutral',
  target: 'es2022',
  fixedExtension: false,
  // docs/decisions/cold-start.md: each file that Node opens costs a cold start, and so does all that is in it. A group
  // takes what its files import along: `receive` has what receiving needs, and all else too, `client` what calling adds.
  outputOptions: {
    plugins: [docstringLines],
    codeSplitting: {
      groups: [
        {
          name: 'receive',
          test: /\/src\/(?:webhooks\/(?:create-webhooks|events\/(?:chat|later-status|file))|errors\/to-problem|inbound\/read-run-options|store\/port\/chat-key|store\/handling\/give-up)\.ts$/,
          priority: 2,
        },
        {
          name: 'client',
          test: /\/src\/(?:client\/(?:create-client|create-wazzup|split-batches)|api\/(?:user-api|subscription\/ensure-subscription)|errors\/texts\/explain|gateway\/gateway)\.ts$/,
        },
      ],
    },
  },
  // docs/decisions/ofetch-inside.md, valibot-inside.md: what is used of them travels inside, ofetch as its neutral build.
  inputOptions: { resolve: { conditionNames: ['worker', 'import', 'default'] } },
  deps: { alwaysBundle: inside, onlyBundle: inside },
  plugins: [
    {
      name: 'pure-schemas',
      // Bundlers cannot know that making a schema has no effect when valibot is in another file, and would keep all of them.
      transform: {
        filter: { id: /\/core\/src\// },
        handler: (code) => code.replaceAll(/(?<![\w$.])((?:v\.\w+|lazy|\w+Schema)\()/g, '/* @__PURE__ */ $1'),
      },
    },
    {
      name: 'ofetch-alone',
      // With these ofetch joins addresses and queries and parses JSON, which the transport never asks of it.
      resolveId: (id) => (id === 'ufo' || id === 'destr' ? 'unused-by-transport' : undefined),
      load: (id) =>
        id === 'unused-by-transport'
          ? `const never = () => { throw new Error('not in this build of ofetch') }
             export { never as default, never as withBase, never as withQuery }`
          : undefined,
      // Nor is what it makes when it loads: a `fetch` of its own, of which bundlers would keep all.
      transform: {
        filter: { id: /\/ofetch\/dist\/index\.mjs$/ },
        handler: (code) => `${code.split('const _globalThis', 1)[0]}export { createFetch }`,
      },
    },
  ],
})
