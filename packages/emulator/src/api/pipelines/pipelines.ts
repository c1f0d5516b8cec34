import { docUrls } from '@wazzup-kit/core/schemas'
import type { EmulatedPipeline } from '../../account/entities/entities.ts'
import { rule } from '../../rules/rule.ts'
import { saveBatch } from '../batches.ts'
import type { Call, RouteHandler } from '../call.ts'
import { isAbsent, isFields, isText, optional, wrongFields, type Fields } from '../field-checks.ts'
import type { ApiResponse } from '../responses.ts'

const { pipelines: docUrl } = docUrls

const isId = rule(
  {
    id: 'pipelines/id',
    sentence: 'The id of a pipeline has the type "any", so a number is accepted.',
    docUrl,
    basis: 'documented',
  },
  (value: unknown): boolean => typeof value === 'number' || isText(value, 100),
)

const isStage = (value: unknown): boolean => isFields(value) && isId(value.id) && isText(value.name, 100)

const isStages = rule(
  {
    id: 'pipelines/stages',
    sentence: 'A pipeline without stages has no `stages` at all. Wazzup rejects an empty array.',
    docUrl,
    basis: 'documented',
  },
  (value: unknown): boolean => Array.isArray(value) && value.length > 0 && value.every(isStage),
)

const findWrong = rule(
  {
    id: 'pipelines/fields',
    sentence: 'Ids and names of pipelines and of stages have up to 100 characters.',
    docUrl,
    basis: 'documented',
  },
  (item: Fields): string[] =>
    wrongFields(item, { id: isId, name: (value) => isText(value, 100), stages: optional(isStages) }),
)

const toPipeline = rule(
  {
    id: 'pipelines/id-text',
    sentence:
      'The id of a pipeline is returned as text, as in the samples. The id of a stage may also be a number, although it is typed as text.',
    docUrl,
    basis: 'our assumption',
  },
  (item: Fields): EmulatedPipeline => {
    const pipeline: EmulatedPipeline = { id: String(item.id), name: String(item.name) }
    if (isAbsent(item.stages)) return pipeline
    const stages = (item.stages as Fields[]).map(({ id, name }) => ({ id: String(id), name: String(name) }))
    return { ...pipeline, stages }
  },
)

const save = rule(
  [
    {
      id: 'pipelines/code',
      sentence: 'Wazzup rejects bad pipelines in the same way as bad contacts.',
      docUrl,
      basis: 'found in public code',
      codes: ['INVALID_PIPELINES_DATA'],
    },
    {
      id: 'pipelines/merge',
      sentence: 'Pipelines are saved by id. Pipelines that are not in the request remain.',
      docUrl,
      basis: 'our assumption',
    },
  ],
  (call: Call): ApiResponse =>
    saveBatch(call, {
      code: 'INVALID_PIPELINES_DATA',
      findWrong,
      toEntity: toPipeline,
      into: call.world.state.pipelines,
      limit: 'none',
    }),
)

export const pipelines = {
  'pipelines.list': ({ world }) => ({ status: 200, json: [...world.state.pipelines.values()] }),
  'pipelines.save': save,
} satisfies Record<string, RouteHandler>

/** Functions of this file that implement rules. */
export const pipelineRules = [save, findWrong, isStages, isId, toPipeline]
