/** Entry `@wazzup-kit/core/crm`: keeps employees, contacts and deals in Wazzup equal to those of a CRM. */
export { deleteGone, type DeletableEntities, type DeleteGoneOptions } from './crm/delete-gone.ts'
export { saveAll, type Rejected, type SaveAllOptions, type SaveAllReport } from './crm/save-all.ts'
export type { Reason } from './crm/find-rejected.ts'
