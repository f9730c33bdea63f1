/** The two names that pass between main and preload; nothing else does. */
export const askChannel = 'station:ask'
export const newsChannel = 'station:news'
