import type { Ask, Gives, Takes } from '../../src-shared/contract/contract.ts'

/** A second pair of hands: asks the station what a screen would ask, for preparing a scene and looking behind it. */
export type Hands = {
  ask<A extends Ask>(ask: A, takes: Takes<A>): Promise<Gives<A>>
  close(): void
}

type Answer = { id?: number; ok?: boolean; value?: unknown; failure?: { code: string; say: string } }

/** Joins the bridge at `socket`. */
export async function openHands(socket: string, token: string): Promise<Hands> {
  const line = new WebSocket(socket)
  const waiting = new Map<number, (answer: Answer) => void>()
  let asked = 0
  await new Promise((resolve, reject) => {
    line.addEventListener('open', resolve, { once: true })
    line.addEventListener('error', () => reject(new Error('the bridge did not open')), { once: true })
  })
  line.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as Answer
    if (answer.id !== undefined) waiting.get(answer.id)?.(answer)
  })
  line.send(JSON.stringify({ token }))
  return {
    ask: (ask, takes) =>
      new Promise((resolve, reject) => {
        asked += 1
        waiting.set(asked, (answer) => {
          if (answer.ok) resolve(answer.value as never)
          else reject(new Error(`${ask}: ${answer.failure?.code} ${answer.failure?.say}`))
        })
        line.send(JSON.stringify({ id: asked, ask, takes }))
      }),
    close: () => line.close(),
  }
}
