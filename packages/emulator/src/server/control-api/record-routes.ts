import type { Context, Hono } from 'hono'
import type { Emulator } from '../../emulator/emulator.ts'
import type { LedgerEntry } from '../../account/ledger.ts'
import type { Done } from './done.ts'

/** An entry of the ledger with its position. */
export interface LedgerRecord extends LedgerEntry {
  /** 1 for the first accepted send. */
  readonly number: number
}

/** A part of a list. */
interface Part {
  after: number
  limit: number
}

/** Reads a count from the query; undefined when it is not one. */
function countIn(context: Context, name: string, otherwise: number): number | undefined {
  const text = context.req.query(name)
  if (text === undefined) return otherwise
  return /^\d{1,15}$/.test(text) ? Number(text) : undefined
}

function readPart(context: Context): Part | { problem: string } {
  const after = countIn(context, 'after', 0)
  const limit = countIn(context, 'limit', Number.POSITIVE_INFINITY)
  if (after !== undefined && limit !== undefined) return { after, limit }
  return { problem: `"${after === undefined ? 'after' : 'limit'}" must be a whole number, 0 or more` }
}

/** Returns the records after a number. The first record need not have the number 1. */
function partOf<Item extends { readonly number: number }>(records: readonly Item[], { after, limit }: Part): Item[] {
  const first = records.findIndex(({ number }) => number > after)
  return first === -1 ? [] : records.slice(first, first + limit)
}

/** Serves the ledger, the requests and the deliveries with all their fields. */
export function serveRecords(app: Hono, { ledger, requests, deliveries }: Emulator): void {
  const numbered = (): LedgerRecord[] => ledger.map((entry, index) => ({ number: index + 1, ...entry }))
  const lists = { ledger: numbered, requests: () => requests, deliveries: () => deliveries }
  for (const [name, records] of Object.entries(lists))
    app.get(`/_emulator/${name}`, (context) => {
      const part = readPart(context)
      if ('problem' in part) return context.json(part satisfies Done, 400)
      return context.json(partOf<{ readonly number: number }>(records(), part))
    })
}
