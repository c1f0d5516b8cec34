import { authors } from './odd-deliveries/authors.ts'
import { changes } from './odd-deliveries/changes.ts'
import { failures } from './odd-deliveries/failures.ts'
import type { OddDelivery } from './odd-deliveries/odd-delivery.ts'
import { shapes } from './odd-deliveries/shapes.ts'
import { values } from './odd-deliveries/values.ts'

/** Everything odd that is known to have been sent, and what somebody out there is afraid of. */
export const oddDeliveries: readonly OddDelivery[] = [...authors, ...failures, ...changes, ...values, ...shapes]
