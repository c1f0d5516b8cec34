const russian = 'https://wazzup24.ru/help/api-ru/'
const howTo = 'https://wazzup24.ru/help/how-to-use/'

/** Public pages of Wazzup that facts are taken from; the Russian page of each pair is normally the newest. */
export const pages = {
  authorization: `${russian}avtorizaciya/`,
  connections: `${russian}sposoby-podkljucheniya/`,
  channels: `${russian}rabota-s-kanalami/`,
  messages: `${russian}otpravka-soobshhenij/`,
  users: `${russian}rabota-s-sushhnostju-polzovatelya/`,
  contacts: `${russian}rabota-s-kontaktami/`,
  deals: `${russian}rabota-so-spiskom-sdelok/`,
  pipelines: `${russian}zagruzka-voronok-prodazh/`,
  templates: `${russian}shablony-whatsapp-business-api/`,
  chatWindow: `${russian}okno-chatov-iframe/`,
  unanswered: `${russian}schetchik-neotvechennyh/`,
  webhooks: `${russian}webhooks-2/`,
  wauth: `${russian}wauth/`,
  migration: `${russian}migraciya-polzovatelej-api-v2-na-api-v3/`,
  commonErrors: `${russian}obshhie-oshibki/`,
  attachments: `${howTo}requirements-for-attachments/`,
  wabaLimits: `${howTo}waba-limits/`,
  instagramComments: `${howTo}kommentarii-v-instagram/`,
} as const
