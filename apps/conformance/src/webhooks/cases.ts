import type { Case } from './case.ts'
import { bodyCases } from './cases/bodies.ts'
import { documentedCases } from './cases/documented.ts'
import { encodingCases } from './cases/encodings.ts'
import { handlerCases } from './cases/handlers.ts'
import { oddCases } from './cases/odd.ts'
import { questionCases } from './cases/questions.ts'
import { secretCases } from './cases/secrets.ts'

/** The cases of webhooks that every host must pass. */
export const cases: readonly Case[] = [
  ...secretCases,
  ...documentedCases,
  ...oddCases,
  ...questionCases,
  ...bodyCases,
  ...encodingCases,
  ...handlerCases,
]
