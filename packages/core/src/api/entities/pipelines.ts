import * as v from 'valibot'
import { lazy } from '../../schema/lazy.ts'
import { defineEndpoint } from '../endpoint.ts'
import { anyId, readId, readText, requiredText } from '../../schema/fields.ts'
import { readNested } from '../../schema/nested-list.ts'
import { readList } from '../../schema/read-list.ts'
import * as docUrls from '../doc-urls.ts'

const stageSchema = lazy(() => v.looseObject({ id: readId(), name: readText() }))

/** Schema of {@link Pipeline}. */
export const pipelineSchema = lazy(() =>
  v.looseObject({
    id: readId(),
    name: readText(),
    stages: readNested(stageSchema()),
  }),
)
/** A sales funnel. */
export interface Pipeline {
  /** Your own id of the funnel. */
  id: string
  /** Name of the funnel. */
  name?: string | null | undefined
  /** The stages of the funnel. Missing if it has none. */
  stages?: PipelineStage[] | null | undefined
}

/** A stage of a sales funnel. */
export interface PipelineStage {
  /** Your own id of the stage. */
  id: string
  /** Name of the stage. */
  name?: string | null | undefined
}

/** A sales funnel for `pipelines.save`. */
export interface PipelineInput {
  /** Your own id of the funnel, up to 100 characters. Wazzup documents the type as Any; a number is sent as text. */
  id: string | number
  /** Name of the funnel, up to 100 characters. */
  name: string
  /** The stages of the funnel. Leave it out if there are none, because Wazzup rejects an empty array. */
  stages?: PipelineStageInput[] | undefined
}

/** A stage of a sales funnel for `pipelines.save`. */
interface PipelineStageInput {
  /** Your own id of the stage, up to 100 characters. */
  id: string | number
  /** Name of the stage, up to 100 characters. */
  name: string
}

const stageInputSchema = lazy(() => v.strictObject({ id: anyId(), name: requiredText() }))

/** Schema of {@link PipelineInput}. */
export const pipelineInputSchema = lazy(() =>
  v.strictObject({
    id: anyId(),
    name: requiredText(),
    stages: v.optional(v.pipe(v.array(stageInputSchema()), v.minLength(1, 'at least 1 stage, or no stages at all'))),
  }),
)

/** Sales funnels of your CRM. https://wazzup24.ru/help/api-ru/zagruzka-voronok-prodazh/ */
export const pipelines = {
  /** Returns the uploaded sales funnels. */
  list: defineEndpoint({
    method: 'GET',
    path: '/v3/pipelines',
    docUrl: docUrls.pipelines,
    input: () => v.strictObject({}),
    output: () => readList<Pipeline>(pipelineSchema()),
    repeat: 'always',
    key: 'api',
    sidecar: false,
    paging: { items: (list: Pipeline[]) => list },
  }),
  /**
   * Uploads sales funnels. Wazzup needs them to create deals automatically. Whether they replace earlier funnels or are
   * merged with them is undocumented.
   */
  save: defineEndpoint({
    method: 'POST',
    path: '/v3/pipelines',
    docUrl: docUrls.pipelines,
    input: () =>
      v.strictObject({
        pipelines: v.pipe(
          v.array<v.GenericSchema<PipelineInput>>(pipelineInputSchema()),
          v.minLength(1, 'at least 1 pipeline'),
        ),
      }),
    body: 'pipelines',
    repeat: 'always',
    key: 'api',
    sidecar: false,
  }),
}
