export const receiveWords = {} as const
