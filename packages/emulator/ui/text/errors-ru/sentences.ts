/** Что значит ошибка и что с ней делать: по одному предложению, как в каталоге. */
export interface Sentences {
  meaning: string
  remedy: string
}

export const say = (meaning: string, remedy: string): Sentences => ({ meaning, remedy })
