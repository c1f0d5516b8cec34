import { uuidOf } from '../../webhooks/handle/reply-id.ts'
import type { Hash } from '../port/hash.ts'

/** Returns the `crmMessageId` of a route. It is made of what identifies the route, so a restored backup has the same one. */
export async function messageIdOf(hash: Hash, ...identity: readonly (string | number)[]): Promise<string> {
  const pairs = (await hash(['crmMessageId', ...identity])).match(/../g)!
  return uuidOf(Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16)))
}
