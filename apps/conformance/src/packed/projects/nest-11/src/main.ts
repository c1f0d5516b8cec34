import { NestFactory } from '@nestjs/core'
import { AppModule } from './app.module'

async function bootstrap() {
  const app = await NestFactory.create(AppModule, { logger: ['error', 'warn'] })
  await app.listen(process.env.PORT ?? 0, '127.0.0.1')
  console.log(`listens at ${await app.getUrl()}`)
}
void bootstrap()
