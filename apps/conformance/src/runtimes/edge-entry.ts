import { runAct } from './acts.ts'

Object.assign(globalThis, { runAct })
