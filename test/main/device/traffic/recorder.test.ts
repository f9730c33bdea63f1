import { expect, it } from 'vitest'
import { pipe } from '../../../../src-main/device/pipe-port.ts'
import { PortError } from '../../../../src-main/device/port.ts'
import { tapped } from '../../../../src-main/device/tap-port.ts'
import { trafficRecorder } from '../../../../src-main/device/traffic/recorder.ts'
import { manualClock } from '../manual-clock.ts'

const bytesOf = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'))
const inWords = (recorder: ReturnType<typeof trafficRecorder>) =>
  (recorder.recording()?.passed ?? []).map((piece) =>
    piece.is === 'note' ? piece.say : `${piece.is} ${Buffer.from(piece.bytes).toString('latin1')}`,
  )

/** A scale's cable with the recorder in it, opened from both ends. */
async function cable(room?: { bytes: number; pieces: number }) {
  const clock = manualClock()
  const recorder = trafficRecorder({ clock, ...(room ? { room } : {}) })
  const plugged = pipe('The scale')
  const came: string[] = []
  const open = tapped(plugged.station, (passage) => recorder.hear('scale', 'bytes', passage))
  const device = await plugged.device({ data: () => undefined, lost: () => undefined })
  const openStation = () =>
    open({ data: (bytes) => came.push(Buffer.from(bytes).toString('latin1')), lost: () => undefined })
  return { clock, recorder, plugged, open, device, came, openStation }
}

it('keeps nothing while it is off, and the device works all the same', async () => {
  const { clock, recorder, device, came, openStation } = await cable()
  const port = await openStation()
  port.write(bytesOf('W\r'))
  device.write(bytesOf('12.34'))
  await clock.pass(1)
  expect(came).toEqual(['12.34'])
  expect(recorder.recording()).toBeNull()
  expect(recorder.state()).toEqual({ isOn: false, startedAt: null, pieces: 0, dropped: 0 })
})

it('keeps both directions in order, with the time since it was switched on', async () => {
  const { clock, recorder, device, openStation } = await cable()
  recorder.start()
  const port = await openStation()
  await clock.pass(250)
  port.write(bytesOf('W\r'))
  device.write(bytesOf('12.34'))
  await clock.pass(1)
  await port.close()
  expect(inWords(recorder)).toEqual(['Opened.', 'out W\r', 'in 12.34', 'Closed.'])
  expect(recorder.recording()?.passed.map((piece) => piece.atMs)).toEqual([0, 250, 250, 251])
})

it('says once that a device is not there, however often it is looked for', async () => {
  const { recorder, plugged, openStation } = await cable()
  plugged.unplug()
  recorder.start()
  for (let times = 0; times < 5; times++) await expect(openStation()).rejects.toThrow(PortError)
  expect(inWords(recorder)).toEqual(['The scale is not plugged in.'])
})

it('does not tell of bytes that the port refused', async () => {
  const { recorder, plugged, openStation } = await cable()
  const port = await openStation()
  recorder.start()
  plugged.unplug()
  expect(port.write(bytesOf('W\r'))).toBe(false)
  expect(inWords(recorder)).toEqual(['The scale was unplugged.'])
})

it('keeps what came, also where the port uses its memory again', () => {
  const recorder = trafficRecorder({ clock: manualClock() })
  recorder.start()
  const memory = Buffer.from('12.34')
  recorder.hear('scale', 'bytes', { is: 'in', bytes: memory })
  memory.fill('x')
  expect(inWords(recorder)).toEqual(['in 12.34'])
})

it('drops the oldest when there is no more room, and says how many', async () => {
  const { clock, recorder, device, openStation } = await cable({ bytes: 100, pieces: 8 })
  await openStation()
  recorder.start()
  for (let count = 0; count < 20; count++) device.write(bytesOf(`n${count}`))
  await clock.pass(1)
  const kept = inWords(recorder)
  expect(kept.length).toBeLessThanOrEqual(8)
  expect(kept.at(-1)).toBe('in n19')
  expect(recorder.state().dropped).toBe(20 - kept.length)
  device.write(bytesOf('x'.repeat(300_000)))
  await clock.pass(1)
  const held = recorder.recording()?.passed ?? []
  expect(
    held.reduce((sum, piece) => sum + (piece.is === 'note' ? 0 : piece.bytes.length), 0),
  ).toBeLessThanOrEqual(100)
})

it('switches itself off after half an hour and keeps what it has until it is cleared', async () => {
  const { clock, recorder, device, openStation } = await cable()
  await openStation()
  recorder.start()
  device.write(bytesOf('early'))
  await clock.pass(30 * 60_000)
  device.write(bytesOf('late'))
  await clock.pass(1)
  expect(recorder.state().isOn).toBe(false)
  expect(inWords(recorder)).toEqual(['in early'])
  recorder.clear()
  expect(recorder.recording()).toBeNull()
})
