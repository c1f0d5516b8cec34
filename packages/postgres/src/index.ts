export { createPostgresStore, type PostgresStoreOptions } from './create-postgres-store.ts'
export { printMigrations } from './print-migrations.ts'
export type { PostgresConnection, PostgresPool } from './database/pool.ts'
export type { PostgresTransaction } from './transaction.ts'
