import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, type Rules } from '../rules/rule-data.ts'

const { commonErrors, contacts } = docUrls

/** What contacts, deals, users and pipelines have in common. */
export const batchRules = {
  'entities/absent': documented(contacts, 'A contact or deal that is not there answers 404 and nothing.'),
  'entities/delete-many': documented(
    contacts,
    'A bulk deletion of users or contacts answers the ids that were not there, `[]` where all were.',
  ),
  'entities/empty': judged(
    commonErrors,
    'An empty array, or a body that is none, is rejected with the code for bad deals or pipelines, as it is documented for users and contacts; `data` is empty.',
    { codes: ['INVALID_DEALS_DATA', 'INVALID_PIPELINES_DATA'] },
  ),
} satisfies Rules
