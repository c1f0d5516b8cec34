import type { Case } from './case.ts'
import { bodyCases } from './cases/bodies.ts'
import { documentedCases } from './cases/documented.ts'
import { handlerCases } from './cases/handlers.ts'
import { oddCases } from './cases/odd.ts'
import { questionCases } from './cases/questions.ts'
import { secretCases } from './cases/secrets.ts'

/** All that is promised of a webhook, on every host. */
export const cases: readonly Case[] = [
  ...secretCases,
  ...documentedCases,
  ...oddCases,
  ...questionCases,
  ...bodyCases,
  ...handlerCases,
]
