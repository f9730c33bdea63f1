export const trainingWords = {} as const
