import type { CreateContender } from '../contender.ts'
import { plainNest } from '../nest-app.ts'

export const createContender: CreateContender = () => plainNest('express')
