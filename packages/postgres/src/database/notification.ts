import type { DueQueues } from '@wazzup-kit/core/store'

/** Characters of a notification, at most. PostgreSQL takes 8,000 bytes, and a character has up to 3. */
const mostCharacters = 2_600

/** What was stored since the last notification. */
export interface News {
  add(due: DueQueues | undefined): void
  /** Returns the notification of this process about it, and begins again. */
  take(): string
}

/** Collects what one notification tells. */
export function collectNews(sender: string): News {
  let isAll = false
  const accounts = new Map<string, Set<string>>()
  return {
    add(due) {
      if (!due) isAll = true
      else accounts.set(due.account, new Set([...(accounts.get(due.account) ?? []), ...due.queues]))
    },
    take() {
      const due = [...accounts].map(([account, queues]): DueQueues => ({ account, queues: [...queues] }))
      const text = JSON.stringify({ sender, due: isAll ? undefined : due })
      isAll = false
      accounts.clear()
      return text.length > mostCharacters ? JSON.stringify({ sender }) : text
    },
  }
}

/**
 * Reads a notification. Returns where a lane may be due: undefined means anywhere, as in a notification of another version.
 * What this process has sent itself gives an empty list.
 */
export function readNotification(payload: string | undefined, sender: string): readonly (DueQueues | undefined)[] {
  try {
    const notification = JSON.parse(payload ?? '') as { sender?: unknown; due?: unknown }
    if (notification.sender === sender) return []
    return [notification.due].flat().map((due) => (isDueQueues(due) ? due : undefined))
  } catch {
    return [undefined]
  }
}

function isDueQueues(value: unknown): value is DueQueues {
  const { account, queues } = (value ?? {}) as Partial<Record<keyof DueQueues, unknown>>
  return typeof account === 'string' && Array.isArray(queues)
}
