import { Module } from '@nestjs/common'
import { WazzupModule } from '@wazzup-kit/nestjs'
import { Bot } from './bot.service'

@Module({
  imports: [
    WazzupModule.forRootAsync({
      useFactory: () => ({
        client: { apiKey: String(process.env.WAZZUP_API_KEY), baseUrl: process.env.WAZZUP_BASE_URL },
        webhooks: { secret: String(process.env.WAZZUP_SECRET) },
      }),
    }),
  ],
  providers: [Bot],
})
export class AppModule {}
