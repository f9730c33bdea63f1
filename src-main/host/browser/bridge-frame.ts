import { z } from 'zod'
import type { NewsTopic } from '../../../src-shared/contract/news.ts'
import { news } from '../../../src-shared/contract/news.ts'

const id = z.union([z.int(), z.string().max(60)])
const topics = Object.keys(news) as [NewsTopic, ...NewsTopic[]]
const topic = z.enum(topics)

/** What a screen or an automation script sends, one JSON object a message. README.md beside this folder has examples. */
const bridgeFrame = z.union([
  z.object({ id, ask: z.string().max(100), takes: z.unknown() }),
  z.object({
    id: id.optional(),
    hear: z.union([z.literal('*'), z.array(z.union([z.literal('*'), topic])).max(40)]),
  }),
  z.object({ id: id.optional(), token: z.string().max(500) }),
])
export type FrameId = z.infer<typeof id>

export type BridgeFrame =
  | { is: 'ask'; id: FrameId; ask: string; takes: unknown }
  | { is: 'hear'; id: FrameId | null; topics: Set<NewsTopic> }
  | { is: 'token'; id: FrameId | null; token: string }
  | { is: 'unreadable'; id: FrameId | null }

/** Reads one message; anything that is no frame comes back as `unreadable`, with its id where it had one. */
export function readFrame(text: string): BridgeFrame {
  const raw = parsed(text)
  const read = bridgeFrame.safeParse(raw)
  if (!read.success) return { is: 'unreadable', id: idOf(raw) }
  const frame = read.data
  if ('ask' in frame) return { is: 'ask', id: frame.id, ask: frame.ask, takes: frame.takes ?? {} }
  if ('token' in frame) return { is: 'token', id: frame.id ?? null, token: frame.token }
  return { is: 'hear', id: frame.id ?? null, topics: topicsOf(frame.hear) }
}

function topicsOf(hear: '*' | ('*' | NewsTopic)[]): Set<NewsTopic> {
  if (hear === '*' || hear.includes('*')) return new Set(topics)
  return new Set(hear.filter((one) => one !== '*'))
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined
    throw thrown
  }
}

function idOf(raw: unknown): FrameId | null {
  if (typeof raw !== 'object' || raw === null || !('id' in raw)) return null
  const read = id.safeParse(raw.id)
  return read.success ? read.data : null
}
