export const deviceWords = {} as const
