import { createWazzup, isWazzupError } from '@wazzup-kit/core'
import { brokenForms, createEmulator, type DeliveryFault } from '@wazzup-kit/emulator'
import { seededRandom } from '../simulation/seeded-random.ts'
import { acts, type ActName } from './acts.ts'
import { startBot } from './bot.ts'
import { note, type Story } from './story.ts'

/** A finished story. */
export interface EndedStory extends Story {
  /** Errors of replies that failed. */
  failures: readonly string[]
}

/** Faults of deliveries: lost, late, repeated and reordered ones, and broken bodies of every form. */
const mixedFaults: readonly DeliveryFault[] = [
  ...(['early', 'repeated', 'reordered', 'mixed', 'lost'] as const).flatMap((kind) => [{ kind }, { kind }]),
  ...[20_000, 90_000, 400_000].map((ms): DeliveryFault => ({ kind: 'late', ms })),
  { kind: 'burst', size: 3 },
  ...brokenForms.map((form): DeliveryFault => ({ kind: 'broken', form })),
]

/** Plays a story. In each scene, several acts happen at once, and the scene ends when all deliveries are made. */
export async function tell(seed: number, scenes: number): Promise<EndedStory> {
  const random = seededRandom(seed)
  const below = (end: number): number => Math.floor(random() * end)
  const emulator = createEmulator({ seed, rateLimit: 'off' })
  const { apiKey, sidecarKey } = emulator.keys
  const story: Story = {
    emulator,
    dice: { below, pick: (items) => items[below(items.length)]! },
    programs: [apiKey, sidecarKey].map((key) => createWazzup({ apiKey: key, fetch: emulator.fetch })),
    written: [],
    happened: new Map(),
  }
  const bot = await startBot(emulator)
  try {
    // Other acts need a message of a customer.
    await play(story, ['a customer writes', 'a customer writes', 'an operator writes'])
    emulator.faults.deliveries.mix({ seed, probability: 0.4, kinds: mixedFaults })
    for (let scene = 0; scene < scenes; scene++) {
      await play(
        story,
        Array.from({ length: 1 + below(6) }, () => story.dice.pick(names)),
      )
    }
    emulator.faults.deliveries.clear()
    emulator.faults.deliveries.release()
    await emulator.settled()
  } finally {
    await bot.stop()
  }
  for (const { kind } of emulator.faults.deliveries.struck) note(story, kind)
  return { ...story, failures: bot.failures }
}

const names = Object.keys(acts) as ActName[]

/** Runs several acts at once, then waits until all resulting deliveries are made. */
async function play(story: Story, scene: readonly ActName[]): Promise<void> {
  await Promise.all(scene.map((name) => attempt(story, name)))
  await story.emulator.settled()
}

/** Runs an act and counts it, unless Wazzup rejects the call of a program: that can happen and is not a failure. */
async function attempt(story: Story, name: ActName): Promise<void> {
  try {
    await acts[name](story)
    note(story, name)
  } catch (error) {
    if (!isWazzupError(error)) throw error
  }
}
