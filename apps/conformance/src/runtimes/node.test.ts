import { runAct } from './acts.ts'
import { describeCoreContract } from './core-contract.ts'

describeCoreContract('Node', runAct)
