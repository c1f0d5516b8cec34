/** Milliseconds to wait before each further run of an event whose handler failed. After the last one it is dead. */
const delays = [1_000, 4_000, 15_000, 60_000, 240_000]

/** Returns the milliseconds after which to run again, up to 20 % longer at random; undefined after the last attempt. */
export function retryDelay(attempts: number): number | undefined {
  const delay = delays[attempts - 1]
  return delay && delay * (1 + Math.random() * 0.2)
}
