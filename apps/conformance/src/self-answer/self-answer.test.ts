import { deliveryFaultKinds } from '@wazzup-kit/emulator'
import { afterAll, expect, test } from 'vitest'
import { acts } from './acts.ts'
import { judge } from './judge.ts'
import { echoForms, editForms } from './odd-items.ts'
import { tell } from './tell.ts'

// A bot made with defaults answers what customers write in private chats, each message once, and nothing else: not itself,
// no operator, no other program, no edit, no deletion, no call, no line of the messenger and no group. SELF_ANSWER_SEED=<seed> tells one story again, SELF_ANSWER_RUNS=<number> tells more
// than those of every run.

const given = process.env.SELF_ANSWER_SEED
const runs = Number(process.env.SELF_ANSWER_RUNS ?? 4)
const seeds = given === undefined ? Array.from({ length: runs }, (_, index) => 1 + index) : [Number(given)]
const scenes = 120

const totals = new Map<string, number>()
const count = (name: string, times: number): unknown => totals.set(name, (totals.get(name) ?? 0) + times)

afterAll(() => console.log(`self-answer: ${JSON.stringify(Object.fromEntries(totals))}, seeds ${seeds.join(', ')}`))

test.each(seeds)('story %i', async (seed) => {
  const story = await tell(seed, scenes)
  const { cases, violations } = judge(story)
  expect(violations, `replay with SELF_ANSWER_SEED=${seed}`).toEqual([])
  expect(story.failures).toEqual([])
  for (const [name, times] of story.happened) count(name, times)
  for (const { arrivals, answers } of cases.values()) {
    count('answers', answers)
    if (arrivals.at(-1)! - arrivals[0]! > 60_000) count('came again after a minute', 1)
  }
})

test.skipIf(given !== undefined)('the stories had everything in them', () => {
  const wanted = [...[acts, echoForms, editForms].flatMap((named) => Object.keys(named)), ...deliveryFaultKinds]
  expect(wanted.filter((name) => !totals.has(name))).toEqual([])
  expect(totals.get('came again after a minute')).toBeGreaterThan(20)
})
