import { docUrls } from '@wazzup-kit/core/schemas'
import { documented, judged, seenInCode, type Rules } from '../../rules/rule-data.ts'

const { deals } = docUrls

/** Deals. */
export const dealRules = {
  'deals/upsert': documented(deals, 'Deals are saved by id.'),
  'deals/id': documented(
    deals,
    'An id may be a number or text, and comes back as text: the page calls it a number, limits its characters and shows text.',
  ),
  'deals/fields': documented(
    deals,
    '`id`, `responsibleUserId`, `name`, `contacts` and `closed` are required; ids have up to 100 characters, a name and an address up to 200.',
  ),
  'deals/uri': judged(
    deals,
    '`uri` is required, too: its star counts, not its description. `link`, as an old sample has it, does not stand in for it.',
  ),
  'deals/delete-many': documented(deals, 'A bulk deletion of deals answers `[]`.'),
  'deals/delete-unknown': judged(deals, 'It does so for ids that were not there, too: the page speaks of none.'),
  'deals/code': seenInCode(deals, 'Bad deals are refused in the way of contacts.', { codes: ['INVALID_DEALS_DATA'] }),
  'deals/count': documented(deals, '`count` is the number of deals in this answer.'),
  'deals/list': documented(
    deals,
    'A list shows up to 10 contacts of a deal and no `closed`; a single deal has both in full.',
  ),
  'deals/closed': documented(deals, 'A closed deal stays, and can be read.'),
} satisfies Rules
