/** A server in the comparison. */
export interface Entry {
  /** Name of the file in `contenders/`. */
  file: string
  label: string
  kind: 'anchor' | 'ours' | 'framework'
}

/** The anchor of every ratio. */
export const anchor: Entry = { file: 'node-http', label: 'node:http + JSON.parse', kind: 'anchor' }

/** All other contenders. To add one, add a file to `contenders/` and a line here. */
export const contenders: readonly Entry[] = [
  { file: 'wazzup-on-node-http', label: 'wazzup on node:http', kind: 'ours' },
  { file: 'wazzup-on-express', label: 'wazzup on Express 5', kind: 'ours' },
  { file: 'express', label: 'Express 5, express.json(), no checks', kind: 'framework' },
  { file: 'wazzup-on-nest-express', label: 'wazzup on Nest 12 with Express', kind: 'ours' },
  { file: 'nest-express', label: 'Nest 12 with Express, no checks', kind: 'framework' },
  { file: 'wazzup-on-nest-fastify', label: 'wazzup on Nest 12 with Fastify', kind: 'ours' },
  { file: 'nest-fastify', label: 'Nest 12 with Fastify, no checks', kind: 'framework' },
]
