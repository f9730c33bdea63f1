/** The port that signing in waits on when nobody chose another. */
export const usualSignInPort = 47113

/**
 * Where the browser comes back to after signing in: what has to be registered with the program at Lightspeed, letter by
 * letter. The loopback address as RFC 8252, section 7.3, has it.
 */
export function redirectUriOf(port: number): string {
  return `http://127.0.0.1:${port}/signed-in`
}
