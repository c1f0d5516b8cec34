import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What the test uses of a client of Prisma. */
interface PrismaClient {
  $transaction<Result>(run: (tx: PrismaTransaction) => Promise<Result>): Promise<Result>
  $disconnect(): Promise<void>
}

interface PrismaTransaction {
  $queryRawUnsafe(text: string, ...values: unknown[]): Promise<unknown>
}

/** Prisma in a folder of its own. */
export interface InstalledPrisma {
  connect(connectionString: string): PrismaClient
  remove(): void
}

/** Installs Prisma 7, which is too large to be installed with this repository (310 MB), and generates a client. */
export function installPrisma(): InstalledPrisma {
  const folder = mkdtempSync(join(tmpdir(), 'wazzup-prisma-'))
  writeFileSync(join(folder, 'package.json'), '{ "private": true }')
  writeFileSync(
    join(folder, 'schema.prisma'),
    `generator client {
      provider = "prisma-client-js"
    }
    datasource db {
      provider = "postgresql"
    }
    model Order {
      id Int @id
    }`,
  )
  const packages = ['prisma', '@prisma/client', '@prisma/adapter-pg'].map((name) => `${name}@7`)
  const options = { cwd: folder, stdio: 'pipe' } as const
  execFileSync('npm', ['install', '--no-fund', '--no-audit', ...packages], options)
  // Only migrations need the engine, which would be downloaded.
  const env = { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath }
  execFileSync('npx', ['prisma', 'generate'], { ...options, env })
  const load = createRequire(join(folder, 'package.json'))
  const { PrismaClient } = load('@prisma/client') as { PrismaClient: new (options: object) => PrismaClient }
  const { PrismaPg } = load('@prisma/adapter-pg') as { PrismaPg: new (options: object) => object }
  return {
    connect: (connectionString) => new PrismaClient({ adapter: new PrismaPg({ connectionString }) }),
    remove: () => rmSync(folder, { recursive: true }),
  }
}
