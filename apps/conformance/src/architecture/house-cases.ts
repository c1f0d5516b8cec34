import { file, manifest, type Case } from './case.ts'
import { coreIsAPeer } from './manifests.ts'
import { namesAreKebabCase, namesSaySomething } from './names.ts'
import { lockfileNamesNoRegistry, noMachinePaths, topLevelIsTheHouse } from './repository.ts'

/** Rules about the repository that no linter checks. */
export const houseCases: Case[] = [
  {
    name: 'every package that uses core has it as a peer dependency',
    rule: coreIsAPeer,
    right: [
      manifest('packages/edge', '@wazzup-kit/edge', { peerDependencies: { '@wazzup-kit/core': 'workspace:^' } }),
      manifest('packages/node-http', '@wazzup-kit/node-http', { dependencies: {} }),
      manifest('apps/sample', '@wazzup-kit/sample', { dependencies: { '@wazzup-kit/core': 'workspace:*' } }),
    ],
    wrong: [
      [
        manifest('packages/edge', '@wazzup-kit/edge', { dependencies: { '@wazzup-kit/core': 'workspace:^' } }),
        'packages/edge/package.json: has @wazzup-kit/core, but not as a peer dependency',
      ],
      [
        manifest('packages/nestjs', '@wazzup-kit/nestjs', { devDependencies: { '@wazzup-kit/core': 'workspace:*' } }),
        'not as a peer dependency',
      ],
    ],
  },
  {
    name: 'no file or folder has a name without meaning',
    rule: namesSaySomething,
    right: [file('packages/edge/src/common-errors.ts'), file('docs/shared-numbers.md')],
    wrong: [
      [file('packages/edge/src/utils.ts'), 'utils.ts says nothing'],
      [file('packages/edge/src/helpers/a.ts'), 'helpers says nothing'],
      [file('packages/edge/src/misc.test.ts'), 'misc.test.ts says nothing'],
      [file('docs/Common.md'), 'Common.md says nothing'],
      [file('packages/shared/package.json'), 'shared says nothing'],
    ],
  },
  {
    name: 'files and folders have kebab-case names',
    rule: namesAreKebabCase,
    right: [
      file('packages/core/src/retry-after.test.ts'),
      file('packages/core/src/a.test-d.ts'),
      file('packages/nestjs/src/inject-wazzup.decorators.ts'),
      file('README.md'),
    ],
    wrong: [
      [file('packages/core/src/retryAfter.ts'), 'retryAfter.ts is not kebab-case'],
      [file('packages/core/src/Queue/a.ts'), 'Queue is not kebab-case'],
      [file('packages/core/src/a_b.ts'), 'a_b.ts is not kebab-case'],
      [file('packages/core/src/wazzup.module.ts'), 'wazzup.module.ts is not kebab-case'],
      [file('packages/nestjs/src/wazzup.stuff.ts'), 'wazzup.stuff.ts is not kebab-case'],
    ],
  },
  {
    name: 'the top level holds only known files and folders',
    rule: topLevelIsTheHouse,
    right:
      `.changeset/a.md .ci/run .github/a AGENTS.md CONTRIBUTING.md LICENSE README.md SECURITY.md apps/a/b docs/a.md llms-full.txt llms.txt package.json packages/a/b
      pnpm-workspace.yaml tsconfig.base.json turbo.json .gitignore`
        .split(/\s+/)
        .map((path) => file(path)),
    wrong: [
      [file('notes.txt'), 'notes.txt: does not belong'],
      [file('scripts/release.ts'), 'scripts: does not belong'],
    ],
  },
  {
    name: 'no file contains an absolute path of one machine',
    rule: noMachinePaths,
    right: [
      file('docs/a.md', `https://example.com/${'home'}/page and ./${'work'}/x and src/${'root'}/y and ~/${'work'}/z`),
      file('docs/b.md', `/${'home'}`, `/${'homes'}/x`),
    ],
    wrong: [
      [file('docs/c.md', 'one', `two (/${'home'}/ann/project)`), `docs/c.md:2: names /${'home'}/ann/project`],
      [file('apps/a.ts', `'file:///${'work'}/main'`), 'a path of one machine'],
      [file('apps/b.ts', `cd /${'root'}/x`), 'a path of one machine'],
    ],
  },
  {
    name: 'the lockfile contains no registry address',
    rule: lockfileNamesNoRegistry,
    right: [
      file('pnpm-lock.yaml', 'resolution: {integrity: sha512-x}'),
      file('docs/a.md', 'https://registry.npmjs.org/'),
    ],
    wrong: [
      [file('pnpm-lock.yaml', 'resolution: {tarball: x.tgz}'), 'has tarball:'],
      [file('pnpm-lock.yaml', 'a', 'b: https://registry.npmjs.org/c'), 'pnpm-lock.yaml:2: has https://registry'],
    ],
  },
]
