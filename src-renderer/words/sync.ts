export const syncWords = {} as const
