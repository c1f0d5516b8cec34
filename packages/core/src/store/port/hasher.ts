import { canonicalJson } from '../../webhooks/handle/reply-id.ts'
import type { StoreDriver } from './driver.ts'

/** Returns the first 128 bits of a keyed hash, as 32 hexadecimal digits. Equal values have equal hashes. */
export type Hasher = (value: unknown) => Promise<string>

const record = 'store/key'

/** Creates the hash function of an account. Its key is made once and stored, because a plain hash of a phone could be reversed. */
export function createHasher(driver: StoreDriver, account: string): Hasher {
  let key: Promise<CryptoKey> | undefined
  return async (value) => {
    key ??= readKey(driver, account).catch((error: unknown) => {
      key = undefined
      throw error
    })
    const text = new TextEncoder().encode(canonicalJson(value))
    return toHex(new Uint8Array(await crypto.subtle.sign('HMAC', await key, text)).subarray(0, 16))
  }
}

async function readKey(driver: StoreDriver, account: string): Promise<CryptoKey> {
  for (;;) {
    const [stored] = await driver.read(account, [record])
    if (typeof stored?.value === 'string') return importKey(stored.value)
    const value = toHex(crypto.getRandomValues(new Uint8Array(32)))
    if (await driver.commit(account, { write: [{ key: record, value, version: stored?.version }] }))
      return importKey(value)
  }
}

function importKey(text: string): Promise<CryptoKey> {
  return crypto.subtle.importKey('raw', new TextEncoder().encode(text), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
}

function toHex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
