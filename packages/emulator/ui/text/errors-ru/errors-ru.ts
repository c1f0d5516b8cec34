import { answersRu } from './answers-ru.ts'
import { deliveriesRu } from './deliveries-ru.ts'
import { statusesRu } from './statuses-ru.ts'

/** Каталог ошибок по-русски, по таблицам: один код в ответе и в вебхуке может значить разное. */
export const errorsRu = {
  api: answersRu,
  delivery: deliveriesRu,
  status: statusesRu,
  remedyOfUnknownSend:
    'Сообщение могло уйти: дождитесь вебхука с его эхом или статусом. Повторять отправку можно только с тем же `crmMessageId` и с опцией `firstAttemptAt`, не позже чем через 47 секунд после первой попытки.',
}
