/** Tests, type tests and the support of tests (`test-servers.ts`): they may use what a package is developed with. */
const tests = String.raw`\.(test|test-d)\.[cm]?[jt]sx?$|(^|/)test-[^/]+$`

/** Files that users import or run by name. */
const entries = [
  '^packages/core/src/(index|webhooks|schemas|marketplace|errors|capabilities|testing)[.]ts$',
  '^packages/emulator/src/(index|cli|matchers)[.]ts$',
]

/** Which way imports point. docs/decisions/linters-for-the-house.md says what else looks. */
export default {
  forbidden: [
    {
      name: 'other-packages-by-name',
      comment: 'A relative import of another package goes around its entries and around every rule about packages.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { dependencyTypes: ['local'], pathNot: '^$1/$2/' },
    },
    {
      name: 'packages-know-no-app',
      comment: 'Apps use packages, never the reverse; not in tests either.',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^apps/' },
    },
    {
      name: 'nothing-re-exports-core',
      comment: 'One thing, one import path: people import what is in core from core.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^packages/core/' },
      to: { path: '^packages/core/', dependencyTypes: ['export'] },
    },
    {
      name: 'packages-declare-what-they-import',
      comment: 'What a source imports must be installed together with its package. core and pages have theirs bundled.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [tests, '^packages/core/'] },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
      },
    },
    {
      name: 'src-root-holds-entries',
      comment:
        'The root of a large src is its table of contents: a file of it is an entry, everything else has a room.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/[^/]+$', pathNot: [tests, ...entries] },
      to: {},
    },
    {
      name: 'rooms-do-not-import-entries',
      comment: 'An entry is for users of the package. A room imports what it needs from where it is.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/[^/]+/', pathNot: tests },
      to: { path: '^packages/$1/src/[^/]+$' },
    },
    {
      name: 'schema-is-the-ground-floor',
      comment: 'The room `schema` is used by all others and knows none of them.',
      severity: 'error',
      from: { path: '^packages/core/src/schema/', pathNot: tests },
      to: { path: '^packages/core/src/', pathNot: '^packages/core/src/schema/' },
    },
    {
      name: 'top-floors-are-for-entries',
      comment:
        'The rooms `gateway`, `messengers`, `cli` and `matchers` stand on all others and are used by entries only.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/([^/]+)/', pathNot: tests },
      to: { path: '^packages/$1/src/(gateway|messengers|cli|matchers)/', pathNot: '^packages/$1/src/$2/' },
    },
    {
      name: 'imports-lead-somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be understood, moved or loaded one at a time. Types count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/|^apps/conformance/src/packed/projects/' },
    // Types are imports too.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
