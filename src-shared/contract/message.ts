/** The most bytes a message to the station may have, as UTF-8: a longer one would end the line it came over. */
export const mostMessageBytes = 256 * 1024
