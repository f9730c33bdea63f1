import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '../../main/device/eventually.ts'
import type { Answer, Ask, Asks, Happening } from '../guest/words.ts'
import { connectJsonLines, type JsonLines } from './json-lines.ts'

const bootWithinMs = 240_000
const answerWithinMs = 60_000

/** A machine with a USB stack of its own, the station running in it and a hand at every plug. */
export type Machine = {
  ask<A extends Ask>(ask: A, takes: Asks[A]['takes']): Promise<Asks[A]['gives']>
  /** A word to QEMU's own monitor (QMP), such as `device_add`. */
  monitor(command: string, given?: Record<string, unknown>): Promise<unknown>
  /** Plugs a device of QEMU's into the machine (`device_add`), and pulls the one of this name. */
  plugIn(device: { id: string } & Record<string, string | boolean>): Promise<void>
  pull(id: string): Promise<void>
  /** Everything that happened in the machine, oldest first. */
  happenings: readonly Happening[]
  /** The other end of the wire of the machine's FTDI adapter. */
  wirePath: string
  /** What the adapter was told, one line each, as QEMU notes it. */
  adapterNotes(): string[]
  /** The last words of the kernel and of the programs, for a failing test. */
  console(): string
  stop(): Promise<void>
}

type Waiting = { resolve: (value: unknown) => void; reject: (error: Error) => void }

type QmpLine = {
  id?: number
  return?: unknown
  error?: { desc: string }
  event?: string
  data?: { device?: string }
}

/** Starts the machine and waits until the station in it is up. Emulated where the processor does not lend itself. */
export async function startMachine(kernelFolder: string, image: string): Promise<Machine> {
  const folder = mkdtempSync(join(tmpdir(), 'station-usb-'))
  const at = (name: string) => join(folder, name)
  const qemu = spawn('qemu-system-x86_64', qemuWords(kernelFolder, image, at), {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  for (const stream of [qemu.stdout, qemu.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  const console = () =>
    `${said}${existsSync(at('console')) ? readFileSync(at('console'), 'utf8') : ''}`.slice(-4_000)

  const happenings: Happening[] = []
  const answers = waitingRoom()
  const guest = await connectJsonLines(at('line'), bootWithinMs, (value) => {
    const what = value as Answer | Happening
    if ('is' in what) happenings.push(what)
    else if ('failed' in what) answers.refuse(what.id, what.failed)
    else answers.give(what.id, what.gives)
  })
  const words = waitingRoom()
  const deleted = new Set<string>()
  const qmp = await connectJsonLines(at('qmp'), bootWithinMs, (value) => {
    const what = value as QmpLine
    if (what.event === 'DEVICE_DELETED' && what.data?.device !== undefined) deleted.add(what.data.device)
    if (what.id === undefined) return
    if (what.error === undefined) words.give(what.id, what.return)
    else words.refuse(what.id, what.error.desc)
  })

  const machine: Machine = {
    ask: (ask, takes) => answers.wait((id) => guest.send({ id, ask, takes }), `${ask}`) as Promise<never>,
    monitor: (execute, given = {}) =>
      words.wait((id) => qmp.send({ execute, arguments: given, id }), execute),
    plugIn: async (device) => {
      deleted.delete(device.id)
      await machine.monitor('device_add', device)
    },
    pull: async (id) => {
      await machine.monitor('device_del', { id })
      await eventually(() => deleted.has(id), console, answerWithinMs)
    },
    happenings,
    wirePath: at('wire'),
    adapterNotes: () => readFileSync(at('adapter'), 'utf8').trim().split('\n'),
    console,
    stop: () => end(qemu, [guest, qmp], folder),
  }
  try {
    await machine.monitor('qmp_capabilities')
    await eventually(
      () => happenings.some((each) => each.is === 'up' || each.is === 'down') || qemu.exitCode !== null,
      console,
      bootWithinMs,
    )
    if (!happenings.some((each) => each.is === 'up'))
      throw new Error(`The station did not start in the machine: ${console()}`)
    return machine
  } catch (thrown) {
    await machine.stop()
    throw thrown
  }
}

function qemuWords(kernelFolder: string, image: string, at: (name: string) => string): string[] {
  return [
    ...['-nodefaults', '-display', 'none', '-no-reboot', '-accel', 'tcg,thread=multi'],
    ...['-smp', '2', '-m', '1024', '-kernel', join(kernelFolder, 'vmlinuz'), '-initrd', image],
    ...['-append', 'console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off nokaslr'],
    ...['-serial', `file:${at('console')}`, '-trace', 'usb_serial_*', '-D', at('adapter')],
    ...['-qmp', `unix:${at('qmp')},server=on,wait=off`],
    ...['-device', 'virtio-serial-pci', '-chardev', `socket,id=line,path=${at('line')},server=on,wait=on`],
    ...['-device', 'virtserialport,chardev=line,name=station'],
    ...['-device', 'qemu-xhci,id=usb,p2=6,p3=6'],
    ...['-chardev', `socket,id=wire,path=${at('wire')},server=on,wait=off`],
    ...['-chardev', 'null,id=empty'],
  ]
}

/** Questions that are under way, each with its number. */
function waitingRoom() {
  const waiting = new Map<number, Waiting>()
  let last = 0
  const leave = (id: number) => {
    const one = waiting.get(id)
    waiting.delete(id)
    return one
  }
  return {
    wait: (send: (id: number) => void, name: string) =>
      new Promise<unknown>((resolve, reject) => {
        last += 1
        const id = last
        const timer = setTimeout(
          () => leave(id)?.reject(new Error(`${name} was not answered.`)),
          answerWithinMs,
        )
        waiting.set(id, {
          resolve: (value) => {
            clearTimeout(timer)
            resolve(value)
          },
          reject: (error) => {
            clearTimeout(timer)
            reject(error)
          },
        })
        send(id)
      }),
    give: (id: number, value: unknown) => leave(id)?.resolve(value),
    refuse: (id: number, why: string) => leave(id)?.reject(new Error(why)),
  }
}

async function end(qemu: ChildProcess, lines: JsonLines[], folder: string): Promise<void> {
  for (const line of lines) line.close()
  if (qemu.exitCode === null && qemu.signalCode === null) {
    const gone = new Promise((resolve) => qemu.once('exit', resolve))
    qemu.kill('SIGKILL')
    await gone
  }
  rmSync(folder, { recursive: true, force: true })
}
