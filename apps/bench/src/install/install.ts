import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { builtFile, folderOf } from '../built.ts'
import { progress } from '../progress.ts'
import type { Report } from '../report.ts'
import { section, table } from '../tables.ts'
import { targets } from '../targets.ts'
import { pinnedVersion } from './pinned-version.ts'

const run = promisify(execFile)

const peers = ['whatsapp-api-js', 'ofetch', '@line/bot-sdk', 'grammy', '@slack/web-api']

interface Installed {
  packages: number
  megabytes: number
}

/** Measures T11: the number of packages and the disk space of an installation of core. */
export async function install(): Promise<Report> {
  const rows: [label: string, installed: Installed | string][] = [['@wazzup-kit/core', await attempt(installOfCore)]]
  for (const name of peers) rows.push([name, await attempt(() => installOf(`${name}@${pinnedVersion(name)}`))])
  const ours = rows[0]![1]
  return {
    text: section(
      'T11: install alone',
      table(
        ['Package', 'packages', 'MB'],
        rows.map(([label, installed]) =>
          typeof installed === 'string'
            ? [label, installed, '']
            : [label, String(installed.packages), installed.megabytes.toFixed(2)],
        ),
      ),
      'Files of `node_modules` after `npm install` in an empty folder. Counts do not vary from run to run.',
    ),
    verdicts: [
      { target: targets.installPackages, measured: typeof ours === 'string' ? undefined : ours.packages },
      { target: targets.installSize, measured: typeof ours === 'string' ? undefined : ours.megabytes },
    ],
  }
}

async function attempt(work: () => Promise<Installed>): Promise<Installed | string> {
  try {
    return await work()
  } catch (error) {
    return `failed: ${(error as Error).message.split('\n')[0]}`
  }
}

async function installOfCore(): Promise<Installed> {
  builtFile('@wazzup-kit/core')
  return inFolder(async (folder) => {
    await run('pnpm', ['pack', '--pack-destination', folder], { cwd: folderOf('@wazzup-kit/core') })
    const tarball = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
    if (!tarball) throw new Error('nothing was packed')
    return installInto(folder, join(folder, tarball))
  })
}

function installOf(specifier: string): Promise<Installed> {
  return inFolder((folder) => installInto(folder, specifier))
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-install-'))
  try {
    await writeFile(join(folder, 'package.json'), '{ "private": true }')
    return await work(folder)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function installInto(folder: string, specifier: string): Promise<Installed> {
  progress(`install: ${specifier.split('/').at(-1)}`)
  const quiet = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error']
  await run('npm', ['install', specifier, ...quiet], { cwd: folder, timeout: 120_000 })
  return measured(join(folder, 'node_modules'))
}

async function measured(modules: string): Promise<Installed> {
  let packages = 0
  let bytes = 0
  for (const entry of await readdir(modules, { recursive: true, withFileTypes: true })) {
    const inside = entry.parentPath.slice(modules.length)
    if (entry.isFile() && inside !== '') bytes += (await stat(join(entry.parentPath, entry.name))).size
    if (entry.isDirectory() && isPackage(inside, entry.name)) packages++
  }
  return { packages, megabytes: bytes / 1_000_000 }
}

/** Returns whether a folder is directly in `node_modules`, or in a scope there. */
function isPackage(inside: string, name: string): boolean {
  if (name.startsWith('.') || name.startsWith('@') || name === 'node_modules') return false
  return /^(.*\/node_modules)?(\/@[^/]+)?$/.test(inside)
}
