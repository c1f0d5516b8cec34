import type { Clock } from '../port/clock.ts'
import { createStore } from '../port/create-store.ts'
import type { Store } from '../port/store.ts'
import { createMemoryDriver } from './memory-driver.ts'

/** Options of {@link createMemoryStore}. */
export interface MemoryStoreOptions {
  /**
   * The clock of everything that is stored, for example `emulator.clock`.
   *
   * @default the clock of the machine
   */
  clock?: Clock | undefined
}

/**
 * Creates a store for tests. It is not durable: when the process ends, everything in it is lost, events that were
 * answered with 200 included. In production, use `@wazzup-kit/sqlite` or `@wazzup-kit/postgres`.
 */
export function createMemoryStore({ clock }: MemoryStoreOptions = {}): Store {
  return createStore(createMemoryDriver(clock))
}
