import { createServer, type Socket } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { pipe } from '../../../src-main/device/pipe-port.ts'
import { type OpenPort, PortError } from '../../../src-main/device/port.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { tcpPort } from '../../../src-main/device/tcp-port.ts'
import { openPtyPair } from '../../../src-main/training/device/pty.ts'
import { eventually } from './eventually.ts'
import { hasSocat, skippedSay } from './has-socat.ts'

const cleanups: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup()
})

/** A port to test, the other end of it, and the hand that pulls the cable. */
type Rig = {
  open: OpenPort
  say(text: string): void
  heard(): string
  unplug(): unknown
  why: RegExp
  gone: RegExp
}

async function onPipe(): Promise<Rig> {
  const cable = pipe('The training scale')
  let heard = ''
  const device = await cable.device({
    data: (bytes) => {
      heard += Buffer.from(bytes).toString('latin1')
    },
    lost: () => undefined,
  })
  return {
    open: cable.station,
    say: (text) => device.write(Buffer.from(text, 'latin1')),
    heard: () => heard,
    unplug: cable.unplug,
    why: /was unplugged/,
    gone: /is not plugged in/,
  }
}

async function onTcp(): Promise<Rig> {
  let heard = ''
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => socket.destroy())
    socket.on('data', (bytes) => {
      heard += bytes.toString('latin1')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  const unplug = () => {
    for (const socket of sockets) socket.destroy()
    server.close()
  }
  cleanups.push(unplug)
  return {
    open: tcpPort({ host: '127.0.0.1', port: at !== null && typeof at === 'object' ? at.port : 0 }),
    say: (text) => sockets.at(-1)?.write(text, 'latin1'),
    heard: () => heard,
    unplug,
    why: /broke/,
    gone: /refuses the connection/,
  }
}

async function onPty(): Promise<Rig> {
  const pair = await openPtyPair()
  cleanups.push(pair.close)
  const line = { baud: 9600, line: '8N1', dtr: true }
  let heard = ''
  const device = await serialPort({ ...line, path: pair.device })({
    data: (bytes) => {
      heard += Buffer.from(bytes).toString('latin1')
    },
    lost: () => undefined,
  })
  cleanups.push(device.close)
  return {
    open: serialPort({ ...line, path: pair.host }),
    say: (text) => device.write(Buffer.from(text, 'latin1')),
    heard: () => heard,
    unplug: pair.drop,
    why: /was unplugged/,
    gone: /Nothing is plugged in/,
  }
}

for (const [name, makeRig, isHere] of [
  ['the cable of a virtual device', onPipe, true],
  ['TCP', onTcp, true],
  [`a pseudo-terminal${skippedSay}`, onPty, hasSocat],
] as const) {
  describe.skipIf(!isHere)(`a port over ${name}`, () => {
    async function opened() {
      const rig = await makeRig()
      const lost: string[] = []
      let got = ''
      const port = await rig.open({
        data: (bytes) => {
          got += Buffer.from(bytes).toString('latin1')
        },
        lost: (why) => lost.push(why),
      })
      cleanups.push(() => port.close())
      return { rig, port, lost, got: () => got }
    }

    it('moves every byte both ways, in order and unchanged', async () => {
      const { rig, port, got } = await opened()
      const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('')
      expect(port.write(Buffer.from(all, 'latin1'))).toBe(true)
      await eventually(() => rig.heard().length === 256)
      expect(rig.heard()).toBe(all)
      rig.say(all)
      await eventually(() => got().length === 256)
      expect(got()).toBe(all)
    })

    it('is lost once, with a sentence, when the cable is pulled, and takes nothing any more (F30)', async () => {
      const { rig, port, lost } = await opened()
      await rig.unplug()
      await eventually(() => lost.length > 0)
      expect(port.isOpen()).toBe(false)
      expect(port.write(Buffer.from('late'))).toBe(false)
      await port.close()
      await port.close()
      expect(lost).toEqual([expect.stringMatching(rig.why)])
      await expect(rig.open({ data: () => undefined, lost: () => undefined })).rejects.toThrow(rig.gone)
      await expect(rig.open({ data: () => undefined, lost: () => undefined })).rejects.toThrow(PortError)
    })

    it('says nothing of lost, gives no data and takes none after its owner closed it', async () => {
      const { rig, port, lost, got } = await opened()
      port.write(Buffer.from('early'))
      await eventually(() => rig.heard() === 'early')
      await port.close()
      expect(port.write(Buffer.from('late'))).toBe(false)
      rig.say('late')
      await rig.unplug()
      expect(lost).toEqual([])
      expect(got()).toBe('')
      expect(rig.heard()).toBe('early')
    })
  })
}

it('gives up on a host that does not answer, long before the system would', async () => {
  // 192.0.2.0/24 is kept for documentation: nobody lives there.
  const open = tcpPort({ host: '192.0.2.1', port: 9100 })
  await expect(open({ data: () => undefined, lost: () => undefined })).rejects.toThrow(PortError)
})
