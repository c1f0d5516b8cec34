import type { ApiErrorCode } from '@wazzup-kit/core/errors'
import { say, type Sentences } from './sentences.ts'

const textOrFile = say(
  'В сообщении сразу и текст, и файл.',
  'Отправьте двумя сообщениями: файл в `contentUri`, подпись к нему в `text`.',
)

const tooLong = (meaning: string): Sentences =>
  say(meaning, 'Сократите текст или разбейте на несколько сообщений; допустимая длина указана в `textLimits`.')

const tooBig = (meaning: string): Sentences =>
  say(meaning, 'Уменьшите файл или пришлите ссылку на него в `text`; допустимые размеры указаны в `fileLimits`.')

const correctAnew = 'Отправьте новое сообщение с исправлением.'
const leaveOrCorrect = 'Оставьте сообщение как есть или отправьте новое, с исправлением.'

/** Коды отправки, изменения и удаления сообщений. */
export const messagesRu = {
  INVALID_MESSAGE_DATA: say(
    'Параметр сообщения не передан или задан неверно и назван в `fields`, или переданы и `text`, и `contentUri`.',
    'Исправьте названные поля: `channelId` — это uuid, `chatType` — одно из значений в документации, `chatId` — строка.',
  ),
  WRONG_TRANSPORT: say(
    'Тип чата `chatType` не подходит к транспорту канала; оба названы в `data`.',
    'Возьмите в `channels.list` канал нужного мессенджера или исправьте `chatType` (для канала WABA это `whatsapp`).',
  ),
  REPEATED_CRM_MESSAGE_ID: say(
    'Этот `crmMessageId` только что использован; Wazzup ещё помнит его, поэтому этот запрос ничего не отправил.',
    'Если это то же сообщение, дождитесь его эха или статуса по вебхуку; каждому другому давайте свой `crmMessageId` или не передавайте его: он создастся сам.',
  ),
  BALANCE_IS_EMPTY: say(
    'На балансе WABA закончились деньги.',
    'Баланс WABA нужно пополнить в личном кабинете, после этого отправьте сообщение снова.',
  ),
  MESSAGE_WRONG_CONTENT_TYPE: say(
    'Тип файла не удалось определить, или он не поддерживается.',
    'Укажите в `contentUri` файл такого типа, какой принимает мессенджер.',
  ),
  MESSAGE_ONLY_TEXT_OR_CONTENT: textOrFile,
  MESSAGES_ONLY_TEXT_OR_CONTENT: textOrFile,
  MESSAGE_NOTHING_TO_SEND: say('В сообщении нет текста.', 'Передайте `text`, `contentUri` или `templateId`.'),
  MESSAGE_TEXT_TOO_LONG: tooLong('Текст слишком длинный.'),
  MESSAGES_TOO_LONG_INSTAGRAM: tooLong('Текст сообщения для Instagram слишком длинный.'),
  MESSAGES_TOO_LONG_TELEGRAM: tooLong('Текст сообщения для Telegram слишком длинный.'),
  MESSAGES_TOO_LONG_WABA: tooLong('Заголовок или текст сообщения WABA слишком длинный.'),
  MESSAGES_TOO_LONG_WABA_HEADER: say(
    'Заголовок шаблона WABA слишком длинный.',
    'Сократите значение для заголовка в `templateValues` или попросите изменить шаблон в личном кабинете.',
  ),
  MESSAGES_TOO_LONG_WABA_TEMPLATE: say(
    'Текст шаблона WABA с подставленными переменными слишком длинный.',
    'Сократите значения в `templateValues` или попросите изменить шаблон в личном кабинете; допустимая длина указана в `textLimits`.',
  ),
  MESSAGES_TOO_LONG_VIBER: tooLong('Текст сообщения для Viber слишком длинный.'),
  MESSAGES_TOO_LONG_VK: tooLong('Текст сообщения для ВКонтакте слишком длинный.'),
  MESSAGES_TOO_LONG_AVITO: tooLong('Текст или подпись в сообщении для Авито слишком длинные.'),
  MESSAGES_UNSUPPORTED_CONTENT_TYPE_INSTAPI: say(
    'Файлы такого типа Instagram не принимает.',
    'Преобразуйте файл в один из типов `instagramFileTypes` или пришлите ссылку на него в `text`.',
  ),
  MESSAGES_CONTENT_CAN_NOT_BE_BLANK: say(
    'Сообщение не текстовое, а файла в нём нет, или файл пустой.',
    'Откройте `contentUri` сами и убедитесь, что по ссылке приходит непустой файл.',
  ),
  MESSAGES_CONTENT_SIZE_EXCEEDED: tooBig('Файл больше, чем принимает API.'),
  MESSAGES_CONTENT_SIZE_EXCEEDED_WABA: tooBig('Файл больше, чем принимает WABA.'),
  MESSAGES_CONTENT_SIZE_EXCEEDED_TELEGRAM: tooBig('Файл больше, чем принимает Telegram.'),
  MESSAGES_TEXT_CAN_NOT_BE_BLANK: say('Текст пустой.', 'В `text` должен быть хотя бы один видимый символ.'),
  MESSAGE_DOWNLOAD_CONTENT_ERROR: say(
    'Wazzup не смог скачать файл по ссылке из `contentUri`.',
    'В `contentUri` нужна прямая публичная ссылка, которая отвечает сразу и без перенаправлений; исправьте её и повторите вызов.',
  ),
  CHANNEL_NOT_FOUND: say(
    'Этого канала нет в интеграции.',
    'Запросите `channels.list` ещё раз и возьмите `channelId` оттуда.',
  ),
  CHANNEL_BLOCKED: say(
    'Канал выключен: исключён из подписки, удалён или на обслуживании.',
    'Владельцу аккаунта нужно проверить канал в личном кабинете; отправляйте снова, когда он в `channels.list` станет `active`.',
  ),
  CHANNEL_NOT_ACTIVE: say(
    'Судя по названию, канал не активен; в документации такого кода нет.',
    'Владельцу аккаунта нужно проверить канал в личном кабинете; отправляйте снова, когда он в `channels.list` станет `active`.',
  ),
  CHANNEL_WAPI_REJECTED: say(
    'Канал WABA заблокирован.',
    'Канал нужно проверить в личном кабинете; до тех пор отправляйте через другой.',
  ),
  CHANNEL_NO_MONEY: say(
    'Канал не оплачен: исключён из подписки, удалён или на обслуживании.',
    'Владельцу аккаунта нужно проверить канал в личном кабинете и оплатить его; после этого отправьте сообщение снова.',
  ),
  CHANNEL_LIMIT_EXCEEDED: say(
    'За этот календарный месяц на канале уже столько диалогов, сколько разрешает тариф; диалог считается с первого исходящего сообщения в месяце.',
    'Каналу нужен тариф выше; или подождите до 1-го числа, когда счёт начнётся заново.',
  ),
  MESSAGE_CHANNEL_UNAVAILABLE: say(
    'Канал недоступен: нет связи с телефоном, или канал только запускается.',
    'Телефон нужно подключить; отправляйте снова, когда канал в `channels.list` станет `active`.',
  ),
  MESSAGES_NOT_TEXT_FIRST: say(
    'Канал на тарифе Inbox, на котором нельзя писать первым.',
    'Дождитесь, пока клиент напишет, или попросите владельца аккаунта сменить тариф.',
  ),
  MESSAGES_IS_SPAM: say(
    'Сообщение сочли спамом.',
    'Измените текст и отправляйте реже; не рассылайте один и тот же текст по многим чатам.',
  ),
  MESSAGES_ABNORMAL_SEND: say(
    'Тип чата не подходит к источнику контакта: например, контакт из Instagram, а канал WhatsApp.',
    'Отправляйте через канал того мессенджера, в котором этот чат.',
  ),
  MESSAGES_INVALID_CONTACT_TYPE: say(
    'Канал Instagram и тип чата не подходят друг к другу.',
    'В чаты Instagram пишите через канал Instagram, во все остальные — через их каналы.',
  ),
  MESSAGES_CAN_NOT_ADD: say(
    'Wazzup сообщает, что сообщение не отправлено из-за неожиданной ошибки сервера; это не доказательство.',
    'Отправить его снова можно только с тем же `crmMessageId`, пока Wazzup его помнит; позже дождитесь эха или статуса в вебхуке.',
  ),
  REFERENCE_MESSAGE_NOT_FOUND: say(
    'Цитируемое сообщение не найдено.',
    'В `refMessageId` нужен идентификатор сообщения из Wazzup, а не из мессенджера и не ваш собственный.',
  ),
  TEMPLATE_REJECTED: say(
    'Шаблоном нельзя пользоваться: он ограничен или отклонён.',
    'Возьмите в `templates.list` другой, одобренный шаблон или дождитесь, пока клиент напишет.',
  ),
  BUILD_TEMPLATE_ERROR: say(
    'Шаблон не удалось заполнить: не подходит его id, переменные или канал; в документации такого кода нет.',
    'Сверьте `templateId`, `templateValues` и `channelId` с шаблоном из `templates.list`.',
  ),
  BAD_CONTACT: say(
    'Сообщение не отправлено: возможно, номера нет в WhatsApp или там устаревшая версия приложения.',
    'Проверьте номер в `chatId` и попробуйте позже или через другой мессенджер.',
  ),
  CHAT_NO_ACCESS: say('К этому чату нет доступа.', 'Владельцу аккаунта нужно проверить настройки доступа.'),
  MESSAGES_NOT_FOUND: say(
    'Сообщения нет, или оно без содержимого.',
    'Проверьте, что `messageId` взят из ответа `messages.send` или из вебхука.',
  ),
  MESSAGES_EDITING_TIME_EXPIRED: say(
    'Сообщение слишком старое, изменить его уже нельзя; какой на это срок, Wazzup не сообщает.',
    correctAnew,
  ),
  MESSAGES_DELETION_TIME_EXPIRED: say(
    'Сообщение слишком старое, удалить его уже нельзя; какой на это срок, Wazzup не сообщает.',
    leaveOrCorrect,
  ),
  MESSAGES_CONTAIN_BUTTONS: say('Сообщение с кнопками изменить нельзя.', 'Отправьте вместо него новое.'),
  CHANNEL_INVALID_TRANSPORT_FOR_EDITING: say(
    'Транспорт этого канала не позволяет изменять сообщения; так отвечал, например, WABA.',
    correctAnew,
  ),
  CHANNEL_INVALID_TRANSPORT_FOR_CONTENT_EDITING: say(
    'Транспорт этого канала не позволяет заменять файл в сообщении.',
    'Отправьте новый файл новым сообщением.',
  ),
  CHANNEL_INVALID_TRANSPORT_FOR_DELETION: say(
    'Транспорт этого канала не позволяет удалять сообщения; так отвечал, например, WABA.',
    leaveOrCorrect,
  ),
} satisfies Partial<Record<ApiErrorCode, Sentences>>
