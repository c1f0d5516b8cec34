import { deliveryFaultKinds } from '@wazzup-kit/emulator'
import { afterAll, expect, test } from 'vitest'
import { acts } from './acts.ts'
import { judge } from './judge.ts'
import { echoForms, editForms } from './odd-items.ts'
import { tell } from './tell.ts'

// A bot with default options replies once to each message of a customer in a private chat, and to nothing else: no echo
// of its own sends, of operators or of other programs, no edit, deletion, missed call, system or group message.
// SELF_ANSWER_SEED=<seed> replays one story; SELF_ANSWER_RUNS=<number> plays more stories than the default.

const given = process.env.SELF_ANSWER_SEED
const runs = Number(process.env.SELF_ANSWER_RUNS ?? 4)
const seeds = given === undefined ? Array.from({ length: runs }, (_, index) => 1 + index) : [Number(given)]
const scenes = 120

const totals = new Map<string, number>()
const count = (name: string, times: number): unknown => totals.set(name, (totals.get(name) ?? 0) + times)

afterAll(() => console.log(`self-answer: ${JSON.stringify(Object.fromEntries(totals))}, seeds ${seeds.join(', ')}`))

test.each(seeds)('a bot replies once to each message of a customer and to nothing else (seed %i)', async (seed) => {
  const story = await tell(seed, scenes)
  const { cases, violations } = judge(story)
  expect(violations, `replay with SELF_ANSWER_SEED=${seed}`).toEqual([])
  expect(story.failures).toEqual([])
  for (const [name, times] of story.happened) count(name, times)
  for (const { arrivals, answers } of cases.values()) {
    count('replies', answers)
    if (arrivals.at(-1)! - arrivals[0]! > 60_000) count('repeated after a minute', 1)
  }
})

test.skipIf(given !== undefined)('the stories contain every act, every odd form and every delivery fault', () => {
  const wanted = [...[acts, echoForms, editForms].flatMap((named) => Object.keys(named)), ...deliveryFaultKinds]
  expect(wanted.filter((name) => !totals.has(name))).toEqual([])
  expect(totals.get('repeated after a minute')).toBeGreaterThan(20)
})
