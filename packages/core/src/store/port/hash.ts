import { canonicalJson } from '../../webhooks/handle/reply-id.ts'
import type { StoreDriver } from './driver.ts'
import { shareCall } from './in-time.ts'

const recordKey = 'store/key'

/** Returns the first 128 bits of an HMAC of a value as JSON, in hexadecimal digits. */
export type Hash = (value: unknown) => Promise<string>

/**
 * Returns the hash of an account. Its key is random and stored, because phones and texts could be found again from a hash
 * without a key. All processes use the key that was stored first.
 */
export function createHash(driver: StoreDriver, account: string): Hash {
  let key: CryptoKey | undefined
  const loadKey = shareCall(async () => (key = await importKey(driver, account)))
  return async (value) => {
    const text = new TextEncoder().encode(canonicalJson(value))
    const digest = await crypto.subtle.sign('HMAC', key ?? (await loadKey()), text)
    return hexOf(new Uint8Array(digest, 0, 16))
  }
}

async function importKey(driver: StoreDriver, account: string): Promise<CryptoKey> {
  const text = await readKey(driver, account)
  return crypto.subtle.importKey('raw', new TextEncoder().encode(text), { name: 'HMAC', hash: 'SHA-256' }, false, [
    'sign',
  ])
}

async function readKey(driver: StoreDriver, account: string): Promise<string> {
  for (;;) {
    const [record] = await driver.read(account, [recordKey])
    if (record) return record.value as string
    const value = hexOf(crypto.getRandomValues(new Uint8Array(32)))
    const step = { write: [{ key: recordKey, value, version: undefined }] }
    if (await driver.commit(account, step)) return value
  }
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
