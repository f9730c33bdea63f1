import { EventEmitter } from 'node:events'
import { describe, expect, it } from 'vitest'
import type { WebSocket } from 'ws'
import { openConnection } from '../../../../src-main/host/browser/bridge-connection.ts'
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
    isToken: () => false,
    isLetIn: true,
    clock: handClock().clock,
    log,
    limits: { slowBytes: 100, stuckBytes: 1000 },
  })
  socket.emit('message', Buffer.from('{"hear":["*"]}'), false)
  return { socket, connection, noted }
}

describe('a reader that is slow', () => {
  it('gets only the latest weight once it reads again', () => {
    const { socket, connection } = open()
    connection.tell('pack', 'p'.repeat(150))
    connection.tell('scale', '1 g')
    connection.tell('scale', '2 g')
    expect(socket.sent).toHaveLength(1)
    socket.readAll()
    expect(socket.sent.slice(1)).toEqual(['2 g'])
    socket.readAll()
    expect(socket.sent).toHaveLength(2)
  })

  it('is not given an old weight after a newer one', () => {
    const { socket, connection } = open()
    connection.tell('pack', 'p'.repeat(150))
    connection.tell('scale', '1 g')
    socket.bufferedAmount = 0
    connection.tell('scale', '2 g')
    socket.readAll()
    expect(socket.sent.slice(1)).toEqual(['2 g'])
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
