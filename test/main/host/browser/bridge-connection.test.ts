import { EventEmitter } from 'node:events'
import { describe, expect, it, vi } from 'vitest'
import type { WebSocket } from 'ws'
import { openConnection } from '../../../../src-main/host/browser/bridge-connection.ts'
import { soon } from '../../../soon.ts'
import { handClock, notingLog } from '../stand-in.ts'

/** A socket whose reader takes nothing until told to. */
class StandInSocket extends EventEmitter {
  readonly OPEN = 1
  readyState = 1
  bufferedAmount = 0
  readonly sent: string[] = []
  closed: number | null = null
  private readonly done: (() => void)[] = []

  send(text: string, whenSent?: () => void): void {
    this.sent.push(text)
    this.bufferedAmount += text.length
    if (whenSent) this.done.push(whenSent)
  }
  close(code: number): void {
    this.closed = code
    this.readyState = 2
  }
  terminate(): void {
    this.readyState = 3
  }
  readAll(): void {
    this.bufferedAmount = 0
    for (const whenSent of this.done.splice(0)) whenSent()
  }
}

function open() {
  const socket = new StandInSocket()
  const { log, noted } = notingLog()
  const connection = openConnection({
    socket: socket as unknown as WebSocket,
    door: { answer: async () => ({ ok: true, value: {} }) },
    pageId: 'page-1',
    isToken: () => false,
    isLetIn: true,
    clock: handClock().clock,
    log,
    limits: { stuckBytes: 1000, scanBurst: 5, refusalsBeforeClose: 100 },
  })
  socket.emit('message', Buffer.from('{"hear":["*"]}'), false)
  return { socket, connection, noted }
}

describe('a reader that is slow', () => {
  it('has one weight on its way and the newest behind it, out of a thousand', () => {
    const { socket, connection } = open()
    for (let grams = 1; grams <= 1_000; grams += 1) connection.tell('scale', `${grams} g`)
    expect(socket.sent).toEqual(['1 g'])
    socket.readAll()
    socket.readAll()
    expect(socket.sent).toEqual(['1 g', '1000 g'])
  })

  it('gets the newest weight behind what was counted meanwhile', () => {
    const { socket, connection } = open()
    connection.tell('scale', '1 g')
    connection.tell('pack', 'counted')
    connection.tell('scale', '2 g')
    connection.tell('scale', '3 g')
    socket.readAll()
    expect(socket.sent).toEqual(['1 g', 'counted', '3 g'])
    socket.readAll()
    connection.tell('scale', '4 g')
    socket.readAll()
    connection.tell('scale', '5 g')
    expect(socket.sent.slice(3)).toEqual(['4 g', '5 g'])
  })

  it('loses no news that says what was counted', () => {
    const { socket, connection } = open()
    for (let at = 0; at < 9; at += 1) connection.tell('pack', `${at}`.repeat(100))
    expect(socket.sent).toHaveLength(9)
  })

  it('is cut off when it reads nothing at all', () => {
    const { socket, connection, noted } = open()
    connection.tell('pack', 'p'.repeat(1001))
    connection.tell('pack', 'more')
    expect(socket.closed).toBe(4408)
    expect(socket.sent).toHaveLength(1)
    expect(noted.map((one) => one.event)).toEqual(['bridge-reader-stuck'])
  })
})

describe('a reader that sends scans without end', () => {
  it('has those refused that are more than a scanner can, and is cut off when it goes on (S16)', async () => {
    const { socket } = open()
    const scan = (id: number) => Buffer.from(JSON.stringify({ id, ask: 'desk:scan', takes: { text: '94' } }))
    for (let id = 0; id < 50; id += 1) socket.emit('message', scan(id), false)
    await vi.waitUntil(() => socket.sent.length === 50, soon)
    const refused = socket.sent.filter((text) => text.includes('too-fast'))
    expect(refused).toHaveLength(45)
    socket.emit('message', Buffer.from('{"id":99,"ask":"frame:state","takes":{}}'), false)
    await vi.waitUntil(() => socket.sent.length === 51, soon)
    expect(socket.sent.at(-1)).toContain('"ok":true')
    for (let id = 100; id < 200; id += 1) socket.emit('message', scan(id), false)
    expect(socket.closed).toBe(4429)
  })
})
