export const setupWords = {} as const
