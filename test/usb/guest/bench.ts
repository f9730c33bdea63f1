import { Buffer } from 'node:buffer'
import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process'
import {
  appendFileSync,
  createReadStream,
  createWriteStream,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readlinkSync,
} from 'node:fs'
import { createInterface } from 'node:readline'
import { systemClock } from '../../../src-main/clock.ts'
import type { Port } from '../../../src-main/device/port.ts'
import { serialPort } from '../../../src-main/device/serial-port.ts'
import { type VirtualScale, virtualScale } from '../../../src-main/training/device/virtual-scale.ts'
import { honeywellDescriptor, keyboardDescriptor, scaleDescriptor, scannerDescriptor } from './descriptors.ts'
import { type Gadget, makeGadget } from './gadget.ts'
import { listenToKeys } from './keys.ts'
import { plugInUhid, type UhidDevice } from './uhid.ts'
import { type Answer, type Ask, type Asks, type Happening, monotonicMs, type Question } from './words.ts'

/**
 * Root's program in the machine: the other end of every cable. It plugs devices in and out as the rig says, and runs
 * the station beside it as somebody with a shop's rights. Questions come in and answers go out line by line.
 */

const line = '/dev/virtio-ports/station'
const stationUser = 1_000
const dialout = 20
const gadgetSerial = { path: '/dev/ttyGS0', baud: 9_600, line: '8N1', dtr: true }

// The line is opened once: it lets nobody in a second time.
const fd = openSync(line, 'r+')
const out = createWriteStream('', { fd, autoClose: false })
const say = (what: Answer | Happening) => void out.write(`${JSON.stringify(what)}\n`)

const hids = new Map<string, UhidDevice>()
const gadgets = new Map<string, Gadget>()
let plate: VirtualScale | null = null
let platePort: Port | null = null

const descriptors = {
  scanner: scannerDescriptor,
  honeywell: honeywellDescriptor,
  scale: scaleDescriptor,
  keyboard: keyboardDescriptor,
}

type Work = { [A in Ask as A extends `station:${string}` ? never : A]: (takes: Asks[A]['takes']) => unknown }

const works: Work & { 'station:files': () => string[] } = {
  'uhid:plug': ({ as, kind, ids }) => {
    hids.set(as, plugInUhid(ids, descriptors[kind]))
  },
  'uhid:send': ({ as, reports, thenPull }) => {
    const device = named(hids, as)
    for (const report of reports) device.report(Buffer.from(report, 'hex'))
    if (thenPull) device.unplug()
  },
  'uhid:received': ({ as }) => named(hids, as).received(),
  'gadget:make': ({ as, kind, ids, hasSerial }) => {
    const hid =
      kind === 'scanner'
        ? { descriptor: scannerDescriptor, reportBytes: 64, protocol: 0 as const }
        : { descriptor: keyboardDescriptor, reportBytes: 8, protocol: 1 as const }
    gadgets.set(as, makeGadget({ name: as, ids, hid, hasSerial }))
  },
  'gadget:plug': ({ as, socket }) => named(gadgets, as).plugIn(socket),
  'gadget:send': ({ as, reports, thenPull }) => {
    const gadget = named(gadgets, as)
    for (const report of reports) gadget.report(Buffer.from(report, 'hex'))
    if (thenPull) gadget.unplug()
  },
  'gadget:pull': ({ as }) => named(gadgets, as).unplug(),
  'plate:connect': async ({ protocol }) => {
    plate ??= virtualScale({ protocol, clock: systemClock, settleMs: 100 })
    await platePort?.close()
    await plate.connect(async (events) => {
      platePort = await serialPort(gadgetSerial)(events)
      return platePort
    })
  },
  'plate:place': ({ grams }) => plate?.place(grams),
  'plate:set': ({ condition }) => plate?.set(condition),
  'plate:say': ({ text }) => void platePort?.write(Buffer.from(text, 'latin1')),
  'keys:listen': ({ name }) => listenToKeys(name, (code) => say({ is: 'key', code, atMs: monotonicMs() })),
  'udev:rule': ({ rule }) => {
    appendFileSync('/etc/udev/rules.d/71-more.rules', `${rule}\n`)
    execFileSync('udevadm', ['control', '--reload'])
  },
  'station:files': () => {
    const folder = `/proc/${station.pid}/fd`
    return readdirSync(folder)
      .map((fd) => linkOf(`${folder}/${fd}`))
      .filter((path) => /^\/dev\/(hidraw|tty|input)/.test(path))
  },
}

function named<T>(all: Map<string, T>, name: string): T {
  const found = all.get(name)
  if (found === undefined) throw new Error(`there is no ${name}`)
  return found
}

/** A file that was closed meanwhile has no link any more. */
function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw thrown
  }
}

async function answer({ id, ask, takes }: Question): Promise<Answer> {
  try {
    const work = works[ask as keyof typeof works] as (takes: unknown) => unknown
    return { id, gives: (await work(takes)) ?? null }
  } catch (thrown) {
    return { id, failed: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) }
  }
}

/** udev's own times of what it has finished, on the monotonic clock. */
function watchUdev(): void {
  const watched = ['hidraw', 'tty', 'input', 'usb/usb_device'].map((each) => `--subsystem-match=${each}`)
  const udev = spawn('udevadm', ['monitor', '--udev', ...watched], { stdio: ['ignore', 'pipe', 'inherit'] })
  createInterface({ input: udev.stdout }).on('line', (text) => {
    const found = /^UDEV\s+\[\s*([\d.]+)\]\s+(\w+)\s+(\S+)\s+\((\w+)\)/.exec(text)
    if (found === null) return
    const [, seconds, action = '', path = '', subsystem = ''] = found
    say({ is: 'udev', action, path, subsystem, atMs: Number(seconds) * 1_000 })
  })
}

function startStation(): ChildProcess {
  mkdirSync('/tmp/station', { mode: 0o777 })
  execFileSync('chown', [`${stationUser}:${dialout}`, '/tmp/station'])
  const child = fork(new URL('station.ts', import.meta.url), ['/tmp/station'], {
    // A gid of its own is all the groups a process gets this way.
    uid: stationUser,
    gid: dialout,
    env: { PATH: process.env.PATH, HOME: '/tmp/station' },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  child.on('message', (what: Answer | Happening) =>
    say(
      'is' in what && what.is === 'up'
        ? { ...what, kernel: readFileSync('/proc/sys/kernel/osrelease', 'latin1').trim() }
        : what,
    ),
  )
  child.on('exit', (code, signal) => say({ is: 'down', why: `${code ?? signal}`, atMs: monotonicMs() }))
  return child
}

watchUdev()
const station = startStation()
createInterface({ input: createReadStream('', { fd, autoClose: false }) }).on('line', (text) => {
  const question = JSON.parse(text) as Question
  if (question.ask.startsWith('station:') && question.ask !== 'station:files') station.send(question)
  else void answer(question).then(say)
})
