/** What the last call found: `trouble` is a store that was reached and did not answer as it should. */
export type Reach = 'fine' | 'trouble' | 'offline' | 'signed-out'
