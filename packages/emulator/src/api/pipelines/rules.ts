import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, type Rules } from '../../rules/rule-data.ts'

const { pipelines } = docUrls

/** Pipelines. */
export const pipelineRules = {
  'pipelines/stages': documented(pipelines, 'Stages are left out where there are none: an empty array is refused.'),
  'pipelines/fields': documented(pipelines, 'Ids and names, of stages too, have up to 100 characters.'),
  'pipelines/id': documented(pipelines, 'The id of a pipeline has the type "any": a number is accepted.'),
  'pipelines/id-text': judged(
    pipelines,
    'It comes back as text, like the samples. The id of a stage may be a number, too, although its type is text.',
  ),
  'pipelines/code': seenInCode(pipelines, 'Bad pipelines are refused in the way of contacts.', {
    codes: ['INVALID_PIPELINES_DATA'],
  }),
  'pipelines/merge': judged(pipelines, 'Pipelines are saved by id beside those that are there: no page says.'),
} satisfies Rules
