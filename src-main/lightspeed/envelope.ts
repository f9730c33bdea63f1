import type { Answer } from './answer.ts'

/**
 * The two ways a consignment write is wrapped: `{ "data": {…} }` is required by the schema of the date versions, the
 * bare object is what the guide for 2.0 shows. Which one a store takes cannot be known before the first write.
 */
export type Envelope = 'wrapped' | 'bare'

/** Words of a server that looked for its fields on the other level. */
const complaints = [
  /missing|required|can(?:no|')t be (?:blank|empty)|must (?:be present|not be (?:blank|empty|null))/i,
  /is (?:blank|empty|null)/i,
  /(?:unexpected|unknown|unrecogni[sz]ed) (?:field|key|property|attribute)[^.]{0,20}\bdata\b/i,
]

/**
 * Sends a write in the usual envelope, and once in the other when a 400 or 422 complains of missing fields or of
 * `data`: a refused write has made nothing, so this cannot double it. The form that was taken is kept for later. When
 * both are refused, the first refusal is the one that is told.
 */
export function openEnvelope(first: Envelope) {
  let usual = first
  return async <T>(body: unknown, send: (wrapped: unknown) => Promise<Answer<T>>): Promise<Answer<T>> => {
    const answer = await send(wrap(usual, body))
    if (answer.is !== 'refused' || ![400, 422].includes(answer.status)) return answer
    if (!complaints.some((complaint) => complaint.test(`${answer.say} ${answer.body}`))) return answer
    const other = usual === 'wrapped' ? 'bare' : 'wrapped'
    const second = await send(wrap(other, body))
    if (second.is === 'refused') return answer
    if (second.is === 'answer') usual = other
    return second
  }
}

function wrap(envelope: Envelope, body: unknown): unknown {
  return envelope === 'wrapped' ? { data: body } : body
}
