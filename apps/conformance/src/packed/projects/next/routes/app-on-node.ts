import { createNextRoute } from '@/bot/next-app-bot.ts'

const route = createNextRoute('/contract/node', () => ({
  apiKey: process.env.WAZZUP_API_KEY!,
  baseUrl: process.env.WAZZUP_BASE_URL!,
}))

export { route as DELETE, route as GET, route as HEAD, route as OPTIONS, route as PATCH, route as POST, route as PUT }
