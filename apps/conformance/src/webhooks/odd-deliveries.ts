import { authors } from './odd-deliveries/authors.ts'
import { changes } from './odd-deliveries/changes.ts'
import { failures } from './odd-deliveries/failures.ts'
import type { OddDelivery } from './odd-deliveries/odd-delivery.ts'
import { shapes } from './odd-deliveries/shapes.ts'
import { values } from './odd-deliveries/values.ts'

/** All odd deliveries that are documented, were observed in production or are expected by public code or tests. */
export const oddDeliveries: readonly OddDelivery[] = [...authors, ...failures, ...changes, ...values, ...shapes]
