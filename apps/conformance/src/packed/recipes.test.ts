import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findNodes } from './find-nodes.ts'
import { installProject, type Project } from './project.ts'
import { importedPackages, readRecipeFiles, versionsOf } from './recipe-files.ts'
import { packPackage } from './tarball.ts'

/** What Vitest reports of a test file. */
interface Report {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { title: string; status: string }[]
  }[]
}

const [newest] = findNodes()
const files = readRecipeFiles()
const tests = files.filter(({ path }) => path.endsWith('.test.ts'))
const packages = importedPackages(files)
const own = packages.filter((name) => name.startsWith('@wazzup-kit/')).map((name) => basename(name))

describe('in one project with the packed packages', () => {
  let folder: string
  let project: Project
  let report: Report

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recipes-'))
    const tarballs = await Promise.all(own.map((name) => packPackage(name, folder)))
    project = await installProject('recipes', tarballs, folder, versionsOf(packages))
    await Promise.all(files.map(({ path, text }) => writeFile(join(project.folder, path), text)))
    const args = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', '--outputFile=report.json']
    // Vitest fails when a test does, and the report says which one.
    const complaint = await project.node(newest!, args).then(String, ({ message }: Error) => message)
    const text = await readFile(join(project.folder, 'report.json'), 'utf8').catch(() => {
      throw new Error(complaint)
    })
    report = JSON.parse(text) as Report
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  test.each(tests)('$path passes', ({ path }) => {
    const result = report.testResults.find(({ name }) => basename(name) === path)
    const failed = result?.assertionResults.filter(({ status }) => status !== 'passed')
    expect({ status: result?.status, message: result?.message, failed }).toEqual({
      status: 'passed',
      message: '',
      failed: [],
    })
    expect(result?.assertionResults.length).toBeGreaterThan(0)
  })

  test('all recipes compile', async () => {
    const compile = project.node(newest!, ['node_modules/typescript/bin/tsc', '-p', '.'])
    expect(
      await compile.then(
        ({ output }) => output,
        ({ message }: Error) => message,
      ),
    ).toBe('')
  })
})
