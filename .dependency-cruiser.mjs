/** Tests, type tests and their support files (`test-servers.ts`), which may import development dependencies. */
const tests = String.raw`\.(test|test-d)\.[cm]?[jt]sx?$|(^|/)test-[^/]+$`

/** Files that users import or run by name. */
const entries = [
  '^packages/core/src/(index|webhooks|store|schemas|marketplace|errors|messengers|crm|chat-window|tenants|files|testing)[.]ts$',
  '^packages/emulator/src/(index|cli|control|matchers)[.]ts$',
]

/** Rules about imports. docs/decisions/linters-for-the-house.md lists the other checks. */
export default {
  forbidden: [
    {
      name: 'other-packages-by-name',
      comment: 'A relative import of another package bypasses its entries and the rules about packages.',
      severity: 'error',
      from: { path: '^(packages|apps)/([^/]+)/' },
      to: { path: '^(packages|apps)/', dependencyTypes: ['local'], pathNot: '^$1/$2/' },
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
      comment: 'Every export has one import path: users import from core what core exports.',
      severity: 'error',
      from: { path: '^(packages|apps)/', pathNot: '^packages/core/' },
      to: { path: '^packages/core/', dependencyTypes: ['export'] },
    },
    {
      name: 'packages-declare-what-they-import',
      comment:
        'Imports of a source must be installed with its package. core and the page bundle their dependencies, and so do the packages with sqlite-log.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: [tests, '^packages/core/'] },
      to: {
        pathNot: '^packages/sqlite-log/',
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional'],
      },
    },
    {
      name: 'src-root-holds-entries',
      comment: 'The root of a large src holds only entries. All other files are in folders.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/[^/]+$', pathNot: [tests, ...entries] },
      to: {},
    },
    {
      name: 'rooms-do-not-import-entries',
      comment: 'Entries are for users of the package. Folders import from the files that define what they need.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/[^/]+/', pathNot: tests },
      to: { path: '^packages/$1/src/[^/]+$' },
    },
    {
      name: 'schema-is-the-ground-floor',
      comment: 'The folder `schema` is used by all others and imports none of them.',
      severity: 'error',
      from: { path: '^packages/core/src/schema/', pathNot: tests },
      to: { path: '^packages/core/src/', pathNot: '^packages/core/src/schema/' },
    },
    {
      name: 'top-floors-are-for-entries',
      comment:
        'The folders `gateway`, `messengers`, `cli` and `matchers` may import all others and are imported by entries only.',
      severity: 'error',
      from: { path: '^packages/(core|emulator)/src/([^/]+)/', pathNot: tests },
      to: { path: '^packages/$1/src/(gateway|messengers|cli|matchers)/', pathNot: '^packages/$1/src/$2/' },
    },
    {
      name: 'receiving-loads-no-endpoints',
      comment: 'Receiving loads no endpoints: creating them takes a tenth of the import of a receiver.',
      severity: 'error',
      from: { path: '^packages/core/src/(webhooks|inbound)/', pathNot: tests },
      to: {
        path: '^packages/core/src/api/',
        pathNot: '/(values|doc-urls|call-kinds|own-sends|[a-z]+-input)[.]ts$',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'imports-lead-somewhere',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '^cloudflare:' },
    },
    {
      name: 'no-cycles',
      comment: 'Files that import each other cannot be understood, moved or loaded separately. Type imports count too.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^packages/[^/]+/dist/|^apps/conformance/src/packed/projects/' },
    // Includes type imports.
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node', 'default'] },
  },
}
