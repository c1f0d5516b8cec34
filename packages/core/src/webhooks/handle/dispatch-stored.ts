import type { Inbox } from '../../store/inbox/inbox-parts.ts'
import { describeUnstored, rejectWith } from '../receive/reject.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'
import type { WebhookResponse } from '../../inbound/webhook-response.ts'
import type { DeliveryState } from './delivery-state.ts'
import { answer, pickQuestion, questionsIn, reportUnread, type Dispatcher } from './dispatch.ts'
import { isQuestion } from './question-responses.ts'

/** Stores the events of a delivery, and then returns the response. Their handlers are called later, from the store. */
export async function dispatchStored(
  inbox: Inbox,
  dispatcher: Dispatcher,
  state: DeliveryState,
  received: readonly ReceivedEvent[],
): Promise<WebhookResponse> {
  const question = pickQuestion(dispatcher, questionsIn(received))
  const events = received.filter(({ event }) => !isQuestion(event.kind))
  for (const { event } of events) if (!dispatcher.handlers.has(event.kind)) reportUnread(dispatcher, event)
  try {
    await inbox.store(events, state.background)
  } catch (error) {
    const rejected = describeUnstored(events.map(({ raw }) => raw))
    dispatcher.report(error, rejected)
    return rejectWith(rejected.status, rejected.reason)
  }
  if (!question) return { status: 200 }
  const response = answer(dispatcher, state, question, (event, ask) => inbox.answer(event, ask))
  return response.finally(() => state.end())
}
