import type { Codec } from './context.ts'
import type { Outgoing } from './outgoing.ts'

/** Returns the stored form of the inputs of an entry. */
export async function sealInputs(inputs: readonly Outgoing[], codec: Codec | undefined): Promise<unknown> {
  return codec ? codec.seal(JSON.stringify(inputs)) : inputs
}

/** Returns the input of a route; undefined when the content was deleted. */
export async function openInput(
  stored: unknown,
  route: number,
  codec: Codec | undefined,
): Promise<Outgoing | undefined> {
  if (stored === null || stored === undefined) return undefined
  const inputs = typeof stored === 'string' && codec ? (JSON.parse(await codec.open(stored)) as unknown) : stored
  return (inputs as readonly Outgoing[])[route]
}
