import type { SettingTexts } from './settings-en.ts'

export const settingsRu: SettingTexts = {
  settings: 'Аккаунт',
  settingsIntro: 'Настройки, которые отличаются от аккаунта к аккаунту или не до конца описаны в документации Wazzup.',
  settingValue: (ms: number) => (ms < 3_600_000 ? `${ms / 60_000} мин` : `${ms / 3_600_000} ч`),
  ofSettings: {
    blockedChannels: {
      name: 'Отправка через отключённый канал',
      meaning: 'По документации отклоняется; на практике бывает принята, но не уходит.',
      values: { reject: 'отклоняется', accept: 'принимается и теряется' },
    },
    closedWindows: {
      name: 'Отправка после закрытия окна',
      meaning: 'WABA и бот MAX: 24 часа, Instagram: 7 дней после последнего сообщения клиента.',
      values: { fail: 'ошибка вебхуком', reject: 'отклоняется сразу', drop: 'принимается и теряется' },
    },
    firstContact: {
      name: 'Отправка тому, кто не писал',
      meaning: 'В каналах, где первым пишет только клиент.',
      values: { reject: 'отклоняется', accept: 'принимается' },
    },
    tariff: {
      name: 'Тариф',
      meaning: 'В сколько диалогов канал может писать за календарный месяц; на Inbox нельзя начинать самим.',
      values: { max: 'Max', pro: 'Pro', inbox: 'Inbox', start: 'Start' },
    },
    newCustomers: {
      name: 'Новые клиенты достаются',
      meaning: 'Просит ли Wazzup вашу CRM создать их, и когда.',
      values: { 'no operator': 'никому', 'first to reply': 'кто первый ответил', 'in turn': 'по очереди' },
    },
    wabaBalance: {
      name: 'Баланс WABA',
      meaning: 'Если он пуст, любая отправка отклоняется.',
      values: { enough: 'есть', empty: 'пуст' },
    },
    spamFilter: {
      name: 'Фильтр спама',
      meaning: 'Включён: одиннадцатое одинаковое сообщение за 100 секунд не дойдёт.',
      values: { off: 'выключен', on: 'включён' },
    },
    editingTime: {
      name: 'Изменять можно',
      meaning: 'В документации — «определённое время», без числа.',
      values: { unlimited: 'всегда' },
    },
    deletionTime: { name: 'Удалять можно', meaning: 'Срок тоже не назван.', values: { unlimited: 'всегда' } },
    webhookContentType: {
      name: 'Content-Type вебхуков',
      meaning: 'Первый — как в документации; Express 4 с ним не читает тело.',
      values: {},
    },
    usersPage: {
      name: 'Список пользователей',
      meaning: 'В более старой версии документации Wazzup он другой.',
      values: { newest: 'массив', older: 'count и data' },
    },
    subscriptionForm: {
      name: 'Подписка при чтении',
      meaning: 'На практике — true и wabaTemplatesStatus, в документации — "true" и templateStatus.',
      values: { live: 'как на практике', printed: 'как в документации' },
    },
  },
}
