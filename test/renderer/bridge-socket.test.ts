import { describe, expect, it } from 'vitest'
import { type SocketLike, socketBridge } from '../../src-renderer/bridge-socket.ts'

function pretendSockets() {
  const opened: (SocketLike & { sent: string[] })[] = []
  const waits: { ms: number; run: () => void }[] = []
  return {
    opened,
    waits,
    tools: {
      open: () => {
        const sent: string[] = []
        const socket: SocketLike & { sent: string[] } = {
          sent,
          send: (frame: string) => void sent.push(frame),
          close: () => undefined,
          onopen: null,
          onclose: null,
          onmessage: null,
        }
        opened.push(socket)
        return socket
      },
      after: (ms: number, run: () => void) => void waits.push({ ms, run }),
    },
  }
}

describe('the bridge over a WebSocket', () => {
  it('sends nothing that would end the line, and says so', async () => {
    const { opened, tools } = pretendSockets()
    const bridge = socketBridge('ws://here/bridge', tools)
    opened[0]?.onopen?.()
    const read = (text: string) =>
      bridge.ask('order:read-rows', { consignmentId: 'c', from: { is: 'text', text } })
    const settled = await read('漢'.repeat(100_000))
    expect(settled).toMatchObject({ ok: false, failure: { code: 'too-long' } })
    void read('a'.repeat(200_000))
    expect(opened[0]?.sent).toHaveLength(2)
  })

  it('hears everything and sends what was asked while it was opening', async () => {
    const { opened, tools } = pretendSockets()
    const bridge = socketBridge('ws://here/bridge', tools)
    const asked = bridge.ask('outlet:list', {})
    opened[0]?.onopen?.()
    expect(opened[0]?.sent).toEqual([
      JSON.stringify({ hear: ['*'] }),
      JSON.stringify({ id: 1, ask: 'outlet:list', takes: {} }),
    ])
    opened[0]?.onmessage?.({ data: JSON.stringify({ id: 1, ok: true, value: [] }) })
    expect(await asked).toEqual({ ok: true, value: [] })
  })

  it('tells listeners the news of their topic until they stop', () => {
    const { opened, tools } = pretendSockets()
    const bridge = socketBridge('ws://here/bridge', tools)
    const heard: unknown[] = []
    const stop = bridge.hear('consignment', (body) => heard.push(body))
    const news = { data: JSON.stringify({ news: 'consignment', body: { consignmentId: 'c1' } }) }
    opened[0]?.onmessage?.(news)
    stop()
    opened[0]?.onmessage?.(news)
    expect(heard).toEqual([{ consignmentId: 'c1' }])
  })

  it('answers what was under way with a failure when the connection breaks, and never sends it again', async () => {
    const { opened, waits, tools } = pretendSockets()
    const bridge = socketBridge('ws://here/bridge', tools)
    opened[0]?.onopen?.()
    const asked = bridge.ask('pack:new-box', { consignmentId: 'c1' })
    opened[0]?.onclose?.()
    expect(await asked).toMatchObject({ ok: false, failure: { code: 'station-away', retryable: true } })
    waits[0]?.run()
    opened[1]?.onopen?.()
    expect(opened[1]?.sent).toEqual([JSON.stringify({ hear: ['*'] })])
  })

  it('says at once that the station is away, tries again ever less often, and says when it is back', async () => {
    const { opened, waits, tools } = pretendSockets()
    const bridge = socketBridge('ws://here/bridge', tools)
    const told: boolean[] = []
    bridge.onConnection((isConnected) => told.push(isConnected))
    opened[0]?.onopen?.()
    for (let at = 0; at < 6; at++) {
      opened[at]?.onclose?.()
      expect(await bridge.ask('outlet:list', {})).toMatchObject({ ok: false })
      waits[at]?.run()
    }
    expect(waits.map((wait) => wait.ms)).toEqual([250, 500, 1000, 2000, 4000, 4000])
    opened[6]?.onopen?.()
    expect(told).toEqual([true, ...Array.from({ length: 6 }, () => false), true])
  })
})
