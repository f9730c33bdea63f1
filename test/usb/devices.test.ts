import { Buffer } from 'node:buffer'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { systemClock } from '../../src-main/clock.ts'
import type { Port } from '../../src-main/device/port.ts'
import { type OnScale, scaleReport } from '../../src-main/training/device/virtual-hid-scale.ts'
import { virtualScale } from '../../src-main/training/device/virtual-scale.ts'
import { eventually } from '../main/device/eventually.ts'
import { lineOf } from './rig/adapter-line.ts'
import { type BenchHand, benchHand } from './rig/bench-hand.ts'
import { hex, long, pieces, reportsOf, ruleFor, scanners } from './rig/codes.ts'
import { buildImage } from './rig/image.ts'
import { type Machine, startMachine } from './rig/machine.ts'
import { proofBook } from './rig/proof.ts'
import { wirePort } from './rig/wire-port.ts'

const kernel = process.env.STATION_USB_KERNEL ?? ''
/** How often each device is pulled and put back. */
const rounds = 3

let machine: Machine
let hand: BenchHand
let book: ReturnType<typeof proofBook>

beforeAll(async () => {
  machine = await startMachine(kernel, buildImage(kernel))
  const [up] = machine.happenings.flatMap((each) => (each.is === 'up' ? [each] : []))
  book = proofBook({ node: up?.node ?? '', kernel: up?.kernel ?? '' })
})
afterAll(async () => {
  book?.write()
  await machine?.stop()
})
beforeEach(() => {
  hand = benchHand(machine)
})
afterEach(async () => {
  await hand.setUp('scanner', null)
  await hand.setUp('scale', null)
})

async function offered(address: string) {
  const found = (await machine.ask('station:candidates', {})).find((each) => each.address === address)
  expect(found, `${address} among the candidates`).toBeDefined()
  return found ?? { address: '', say: '' }
}

/** Readings of a frame that was cut: whole, it would have been 9.99 kg. */
const tooHeavy = () => hand.readings().filter((reading) => 'grams' in reading && (reading.grams ?? 0) > 2_000)

// proves: Scanner | USB HID POS, layout a (Honeywell, Metrologic); USB HID POS, layout b (Newland, ID Tech, Unitech); USB HID POS, shifted layout | USB stack
for (const { layout, maker, kind, vendorId, productId, ...symbol } of scanners) {
  it(`a USB scanner of layout ${layout} (${maker}) is named, scans, is pulled in mid-code and found again`, async () => {
    const id = (number: number) => number.toString(16).padStart(4, '0')
    const address = `hid:${id(vendorId)}:${id(productId)}`
    const name = `Gun ${layout}`
    const aim = 'aim' in symbol ? symbol.aim : ''
    const codes = [...pieces, long].map((text) => ({ text, ...symbol }))
    const expected = codes.map(({ text }) => `${aim}${text}`)
    const plug = (as: string) =>
      machine.ask('uhid:plug', { as, kind, ids: { name, vendorId, productId, serial: 'S-1' } })

    await machine.ask('udev:rule', { rule: ruleFor(id(vendorId)) })
    await plug(`${layout} 0`)
    await hand.appears('hidraw')
    const shown = await offered(`${address}:S-1`)
    expect(shown.say).toBe(`USB scanner ${name}`)
    await hand.setUp('scanner', address)
    await hand.becomes('scanner', 'ready')
    expect(await machine.ask('station:files', {})).toEqual([expect.stringMatching(/^\/dev\/hidraw\d$/)])
    await machine.ask('uhid:send', { as: `${layout} 0`, reports: reportsOf(layout, codes) })
    expect(await hand.scans(expected.length)).toEqual(expected)

    const backAfterMs: number[] = []
    for (let round = 0; round < rounds; round++) {
      hand.lookAway()
      const [half = ''] = reportsOf(layout, codes.slice(-1))
      const whole = reportsOf(layout, codes)
      await machine.ask('uhid:send', { as: `${layout} ${round}`, reports: [...whole, half], thenPull: true })
      await hand.becomes('scanner', 'lost')
      expect(await hand.scans(expected.length)).toEqual(expected)
      hand.lookAway()
      await plug(`${layout} ${round + 1}`)
      const back = await hand.appears('hidraw')
      const ready = await hand.becomes('scanner', 'ready')
      backAfterMs.push(ready.atMs - back.atMs)
      await machine.ask('uhid:send', { as: `${layout} ${round + 1}`, reports: whole })
      expect(await hand.scans(expected.length)).toEqual(expected)
      expect(hand.dropped()).toEqual([])
      expect(hand.states('scanner')).toEqual(['ready'])
    }
    const told = await machine.ask('uhid:received', { as: `${layout} ${rounds}` })
    expect(told).toEqual(kind === 'honeywell' ? ['fe01'] : [])
    await machine.ask('uhid:send', { as: `${layout} ${rounds}`, reports: [], thenPull: true })
    book.add({
      device: `USB HID scanner, layout ${layout} (${maker}), through uhid`,
      offered: shown,
      scans: expected.length * (1 + 2 * rounds),
      unplugged: rounds,
      backAfterMs,
      notes: kind === 'honeywell' ? ['told to send reports (feature FE 01) at every opening'] : [],
    })
  })
}

// proves: Scale | USB HID (usage page 8D) | USB stack
it('a USB scale (usage page 8D) is named, weighs, is pulled under load and found again', async () => {
  const address = 'hid:0922:8009'
  const ids = { name: 'DYMO S250', vendorId: 0x0922, productId: 0x8009, serial: '' }
  const plug = (as: string) => machine.ask('uhid:plug', { as, kind: 'scale', ids })
  const send = (as: string, all: OnScale[], thenPull = false) =>
    machine.ask('uhid:send', { as, reports: all.map((on) => hex(scaleReport(on))), thenPull })

  await machine.ask('udev:rule', { rule: ruleFor('0922') })
  await plug('plate 0')
  await hand.appears('hidraw')
  const shown = await offered(address)
  expect(shown.say).toBe('USB scale DYMO S250')
  await hand.setUp('scale', address)
  await hand.becomes('scale', 'ready')

  const backAfterMs: number[] = []
  let weights = 0
  for (let round = 0; round <= rounds; round++) {
    const grams = 412 + round
    const steady: OnScale = { is: 'steady', weight: grams }
    await send(`plate ${round}`, [{ is: 'moving', weight: 100 }, steady, steady])
    await hand.reads((reading) => reading.is === 'steady' && reading.grams === grams)
    expect(await machine.ask('station:take', {})).toEqual({ grams, isSameLoad: false })
    expect(await machine.ask('station:take', {})).toBeNull()
    weights++
    hand.lookAway()
    if (round === rounds) break
    await send(`plate ${round}`, [{ is: 'moving', weight: 999 }], true)
    await hand.becomes('scale', 'lost')
    expect(await machine.ask('station:take', {})).toBeNull()
    hand.lookAway()
    await plug(`plate ${round + 1}`)
    const back = await hand.appears('hidraw')
    backAfterMs.push((await hand.becomes('scale', 'ready')).atMs - back.atMs)
  }
  await send(`plate ${rounds}`, [], true)
  book.add({
    device: 'USB HID scale (usage page 8D), through uhid',
    offered: shown,
    weights,
    unplugged: rounds,
    backAfterMs,
    notes: [],
  })
})

// proves: Scale | Sends ST,GS lines by itself | USB stack
// proves: Scanner | Serial line (RS-232, USB-CDC) | USB stack
it('one USB device that is scanner and scale at once (CDC-ACM) is named, used, pulled in mid-frame and found again', async () => {
  const as = 'both'
  const ids = { vendorId: 0x1d6b, productId: 0x0104, manufacturer: 'Bench', product: 'Duo', serial: 'G-1' }
  await machine.ask('gadget:make', { as, kind: 'scanner', ids, hasSerial: true })
  await machine.ask('gadget:plug', { as, socket: 0 })
  await hand.appears('hidraw')
  await hand.appears('tty', /ttyACM/)
  const shown = await offered('hid:1d6b:0104:G-1')
  expect(shown.say).toBe('USB scanner Bench Duo')
  const line = (await machine.ask('station:candidates', {})).find(({ address }) =>
    address.startsWith('serial:'),
  )
  expect(line?.say).toMatch(/^Bench at /)

  await hand.setUp('scanner', 'hid:1d6b:0104')
  const { state } = await hand.becomes('scanner', 'trouble')
  const [, rule = ''] = /write (KERNEL==.*) into/.exec('why' in state ? state.why : '') ?? []
  expect(rule, 'the rule the station asks for').toContain('1d6b')
  await machine.ask('udev:rule', { rule })
  await hand.setUp('scale', `${line?.address}?protocol=generic`)
  await hand.becomes('scale', 'ready')

  await machine.ask('gadget:pull', { as })
  await hand.becomes('scale', 'lost')
  hand.lookAway()
  await machine.ask('gadget:plug', { as, socket: 1 })
  await hand.becomes('scanner', 'ready')
  await hand.becomes('scale', 'ready')

  const codes = pieces.map((text) => ({ text, aim: ']E0' }))
  const expected = pieces.map((text) => `]E0${text}`)
  const [half = ''] = reportsOf('a', [{ text: long, aim: ']C1' }])
  const backAfterMs: number[] = []
  for (let round = 0; round < rounds; round++) {
    const grams = 1_234 + round
    hand.lookAway()
    await machine.ask('plate:connect', { protocol: 'generic' })
    await machine.ask('plate:set', { condition: 'well' })
    await machine.ask('plate:place', { grams })
    await machine.ask('gadget:send', { as, reports: reportsOf('a', codes) })
    expect(await hand.scans(expected.length)).toEqual(expected)
    await hand.reads((reading) => reading.is === 'steady' && reading.grams === grams)
    expect((await machine.ask('station:take', {}))?.grams).toBe(grams)
    await machine.ask('plate:set', { condition: 'silent' })
    await machine.ask('plate:say', { text: 'ST,GS,+  9.99' })
    await machine.ask('gadget:send', { as, reports: [half], thenPull: true })
    await hand.becomes('scanner', 'lost')
    await hand.becomes('scale', 'lost')
    expect(tooHeavy()).toEqual([])
    expect(await hand.scans(expected.length)).toEqual(expected)
    hand.lookAway()
    await machine.ask('gadget:plug', { as, socket: round % 2 === 0 ? 0 : 1 })
    const [back, lineBack] = [await hand.appears('hidraw'), await hand.appears('tty', /ttyACM/)]
    backAfterMs.push((await hand.becomes('scanner', 'ready')).atMs - back.atMs)
    backAfterMs.push((await hand.becomes('scale', 'ready')).atMs - lineBack.atMs)
    expect(hand.states('scanner')).toEqual(['ready'])
  }
  hand.lookAway()
  await hand.setUp('scale', null)
  await hand.setUp('scanner', `${line?.address}`)
  await hand.becomes('scanner', 'ready')
  await machine.ask('plate:connect', { protocol: 'generic' })
  await machine.ask('plate:say', { text: pieces.map((text) => `${text}\r`).join('') })
  expect(await hand.scans(pieces.length)).toEqual(pieces)
  await machine.ask('gadget:pull', { as })
  book.add({
    device: 'USB device that is HID scanner and CDC-ACM scale at once, through dummy_hcd',
    offered: shown,
    scans: expected.length * rounds + pieces.length,
    weights: rounds,
    unplugged: rounds + 1,
    backAfterMs,
    notes: [
      `opened with the rule the station asked for: ${rule}`,
      `serial line offered as ${line?.address}, read as a scanner's too`,
    ],
  })
})

// proves: Scale | Toledo 8217 | USB stack
it('a scale behind an FTDI adapter is set up as it says, weighs, is pulled in mid-frame and found at another port', async () => {
  const ftdi = { driver: 'usb-serial', id: 'ftdi', bus: 'usb.0', chardev: 'wire', serial: 'FT-1' }
  const other = { ...ftdi, id: 'other', chardev: 'empty', serial: 'FT-2', 'always-plugged': true }
  const plate = virtualScale({ protocol: 'toledo-8217', clock: systemClock, settleMs: 100 })
  let wire: Port | null = null
  await plate.connect(async (events) => {
    wire = await wirePort(machine.wirePath)(events)
    return wire
  })
  await machine.plugIn({ ...ftdi, port: '1' })
  await hand.appears('tty', /ttyUSB/)
  const shown = await offered('serial:/dev/ttyUSB0')
  expect(shown.say).toBe('QEMU at /dev/ttyUSB0')
  await hand.setUp('scale', shown.address)
  await hand.becomes('scale', 'ready')

  const backAfterMs: number[] = []
  for (let round = 0; round <= rounds; round++) {
    const grams = 1_234 + round
    plate.set('well')
    plate.place(grams)
    await hand.reads((reading) => reading.is === 'steady' && reading.grams === grams)
    expect((await machine.ask('station:take', {}))?.grams).toBe(grams)
    if (round === rounds) break
    plate.set('silent')
    ;(wire as Port | null)?.write(Buffer.from('\x0209.99', 'latin1'))
    await machine.pull('ftdi')
    await hand.becomes('scale', 'lost')
    expect(hand.readings().filter((reading) => 'grams' in reading && (reading.grams ?? 0) > 2_000)).toEqual(
      [],
    )
    expect(await machine.ask('station:take', {})).toBeNull()
    hand.lookAway()
    // Another adapter takes the number that the first one had.
    if (round === 1) await machine.plugIn({ ...other, port: '6' })
    if (round === 1) await hand.appears('tty', /ttyUSB0$/)
    await machine.plugIn({ ...ftdi, port: `${2 + round}` })
    const back = await hand.appears('tty', round === 0 ? /ttyUSB0$/ : /ttyUSB1$/)
    backAfterMs.push((await hand.becomes('scale', 'ready')).atMs - back.atMs)
  }
  expect(lineOf(machine)).toEqual({
    data: 'parity E, data bits 7, stop bits 1',
    baud: '9600',
    dtrAndRts: 'on',
  })
  hand.lookAway()
  await hand.setUp('scale', `${shown.address}?dtr=off`)
  await hand.becomes('scale', 'ready')
  await eventually(
    () => lineOf(machine).dtrAndRts === 'off',
    () => lineOf(machine),
  )
  await hand.setUp('scale', null)
  await machine.pull('other')
  await machine.pull('ftdi')
  await plate.close()
  book.add({
    device: 'Toledo 8217 scale behind an FTDI adapter with modem lines, through QEMU',
    offered: shown,
    weights: rounds + 1,
    unplugged: rounds,
    backAfterMs,
    notes: [
      'the adapter was told 9600 baud, 7 data bits, even parity, DTR and RTS on; off where the address says dtr=off',
      'found by its serial number after another adapter had taken the number of its port',
    ],
  })
})

it('a keyboard is not offered, not opened, and its keys reach the system', async () => {
  await hand.setUp('scanner', 'hid:auto')
  await hand.becomes('scanner', 'absent')
  await machine.plugIn({ driver: 'usb-kbd', id: 'kbd', bus: 'usb.0', port: '5' })
  await hand.appears('hidraw')
  await hand.appears('input', /event/)
  await machine.ask('keys:listen', { name: 'QEMU QEMU USB Keyboard' })
  expect(await machine.ask('station:candidates', {})).toEqual([])
  const keys = ['4', '0', '0', '6', 'ret']
  for (const data of keys) await machine.monitor('send-key', { keys: [{ type: 'qcode', data }] })
  expect(await hand.keys(keys.length)).toEqual([5, 11, 11, 7, 28])
  expect(await machine.ask('station:files', {})).toEqual([])
  expect(hand.states('scanner')).toEqual(['opening', 'absent'])
  await machine.pull('kbd')
})

it('a scanner that works as a keyboard is known, said what to do about, not opened, and found once it sends reports', async () => {
  const as = 'wedge'
  const ids = {
    vendorId: 0x0c2e,
    productId: 0x0b61,
    manufacturer: 'Honeywell',
    product: 'Vuquest',
    serial: 'K-1',
  }
  await machine.ask('gadget:make', { as, kind: 'keyboard', ids, hasSerial: false })
  await machine.ask('gadget:plug', { as, socket: 0 })
  await hand.appears('hidraw')
  await hand.appears('input', /event/)
  const shown = await offered('hid:auto')
  expect(shown.say).toBe('Honeywell Vuquest, typing as a keyboard')
  await hand.setUp('scanner', 'hid:auto')
  const { state } = await hand.becomes('scanner', 'trouble')
  expect(state).toMatchObject({ why: expect.stringContaining('The Honeywell Vuquest works as a keyboard') })
  await machine.ask('keys:listen', { name: 'Honeywell Vuquest' })
  // Usages 4 and 0 of the keyboard page and Enter, each pressed and let go.
  const reports = [0x21, 0x27, 0x28].flatMap((usage) => [
    hex(Uint8Array.of(0, 0, usage, 0, 0, 0, 0, 0)),
    hex(new Uint8Array(8)),
  ])
  await machine.ask('gadget:send', { as, reports })
  expect(await hand.keys(3)).toEqual([5, 11, 28])
  expect(await machine.ask('station:files', {})).toEqual([])

  await machine.ask('gadget:pull', { as })
  hand.lookAway()
  // Changed over, it comes back under another product id; the rules in resources/udev let the station use it.
  await machine.ask('gadget:make', {
    as: 'pos',
    kind: 'scanner',
    ids: { ...ids, productId: 0x0b62 },
    hasSerial: false,
  })
  await machine.ask('gadget:plug', { as: 'pos', socket: 1 })
  const back = await hand.appears('hidraw')
  const backAfterMs = [(await hand.becomes('scanner', 'ready')).atMs - back.atMs]
  expect(hand.states('scanner')).not.toContain('trouble')
  await machine.ask('gadget:send', { as: 'pos', reports: reportsOf('a', [{ text: 'A-1', aim: ']C0' }]) })
  expect(await hand.scans(1)).toEqual([']C0A-1'])
  await machine.ask('gadget:pull', { as: 'pos' })
  book.add({
    device: 'USB scanner in keyboard mode, through dummy_hcd; a plain USB keyboard, through QEMU',
    offered: shown,
    scans: 1,
    unplugged: 1,
    backAfterMs,
    notes: [
      'never opened by the station; its keys came through evdev',
      'changed over, used with the rules of resources/udev',
    ],
  })
})
