import type { Inbox } from '../../store/inbox/inbox-parts.ts'
import type { ReceivedEvent } from '../receive/split-delivery.ts'
import type { WebhookResponse } from '../../inbound/webhook-response.ts'
import type { DeliveryState } from './delivery-state.ts'
import { keepAlive } from './keep-alive.ts'
import { questionError } from './questions.ts'
import { answer, notificationsIn, pickQuestion, questionsIn, reportUnread, type Dispatcher } from './dispatch.ts'

/** Stores the events of a delivery, and then returns the response. Their handlers are called later, from the store. */
export async function dispatchStored(
  inbox: Inbox,
  dispatcher: Dispatcher,
  state: DeliveryState,
  received: readonly ReceivedEvent[],
): Promise<WebhookResponse> {
  const question = pickQuestion(dispatcher, questionsIn(received))
  const events = notificationsIn(received)
  for (const { event } of events) if (!dispatcher.handlers.has(event.kind)) reportUnread(dispatcher, event)
  const background = state.background && {
    waitUntil: (work: Promise<unknown>) => keepAlive(dispatcher.report, state, work),
  }
  const response = await inbox.store(events, background)
  if (!question) return response
  if (response.status !== 200) {
    const problem = 'was not answered, because the store failed'
    dispatcher.report(questionError(question.kind, problem), question.received.event)
    return response
  }
  return answer(dispatcher, state, question, inbox.answer).finally(() => state.end())
}
