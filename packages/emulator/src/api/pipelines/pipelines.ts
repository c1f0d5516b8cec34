import type { RouteHandler } from '../call.ts'
import type { EmulatedPipeline } from '../../account/entities.ts'
import { saveBatch } from '../batches.ts'
import { isAbsent, isFields, isText, optional, wrongFields, type Fields } from '../field-checks.ts'

// https://wazzup24.ru/help/api-ru/zagruzka-voronok-prodazh/ (documented, where nothing else is said).

/** The page gives it the type "any": a number is taken, too, and comes back as text. */
const isId = (value: unknown): boolean => typeof value === 'number' || isText(value, 100)

/** The page calls the id of a stage text; that a number is taken, as in the id of its pipeline, is our assumption. */
const isNamed = (value: unknown): value is Fields => isFields(value) && isId(value.id) && isText(value.name, 100)

const checks = {
  id: isId,
  name: (value: unknown) => isText(value, 100),
  // An empty array is an error; stages are left out when there are none.
  stages: optional((value) => Array.isArray(value) && value.length > 0 && value.every(isNamed)),
}

function toPipeline(item: Fields): EmulatedPipeline {
  const pipeline: EmulatedPipeline = { id: String(item.id), name: String(item.name) }
  if (isAbsent(item.stages)) return pipeline
  const stages = (item.stages as Fields[]).map(({ id, name }) => ({ id: String(id), name: String(name) }))
  return { ...pipeline, stages }
}

/** The code is known from somebody's code only. That pipelines merge by id is our judgement: no page says. */
const save: RouteHandler = (call) =>
  saveBatch(call, {
    code: 'INVALID_PIPELINES_DATA',
    wrongIn: (item) => wrongFields(item, checks),
    toEntity: toPipeline,
    into: call.world.state.pipelines,
    limit: 'none',
  })

export const pipelines = {
  'pipelines.list': ({ world }) => ({ status: 200, json: [...world.state.pipelines.values()] }),
  'pipelines.save': save,
} satisfies Record<string, RouteHandler>
