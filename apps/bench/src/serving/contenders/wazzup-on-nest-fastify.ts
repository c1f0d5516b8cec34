import type { CreateContender } from '../contender.ts'
import { wazzupOnNest } from '../nest-app.ts'

export const createContender: CreateContender = () => wazzupOnNest('fastify')
