import type { TemplateUpdate } from '../webhooks/bodies.ts'
import type { SimulatedWorld } from './simulated-world.ts'

/** What happens to WABA templates. */
export interface Template {
  /** Changes its status, which is announced in the letters given. Throws when the account has no such template. */
  setStatus(templateGuid: string, status: TemplateStatus): TemplateUpdate
}

/** Results of moderation; the page lists upper case, and its sample has lower case. */
export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED' | 'PAUSED' | 'DISABLED' | (string & {})

/** Builds the moderators' part of the outside world. */
export function createTemplate({ world, deliveries }: SimulatedWorld): Template {
  return {
    setStatus(templateGuid, status) {
      const template = world.state.templates.get(templateGuid)
      if (!template) throw new Error(`The emulated account has no template ${templateGuid}`)
      template.status = status
      const item: TemplateUpdate = { templateGuid, name: template.name, status }
      deliveries.announce({ templateStatus: item })
      return item
    },
  }
}
