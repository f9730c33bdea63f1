import { Buffer } from 'node:buffer'
import { closeSync, openSync, read, writeSync } from 'node:fs'

// Event types and places of the kernel's struct uhid_event (include/uapi/linux/uhid.h), packed, little endian.
const destroy = 1
const getReport = 9
const getReportReply = 10
const create2 = 11
const input2 = 12
const setReport = 13
const setReportReply = 14
const eventBytes = 4_380
const busUsb = 3

export type UhidIds = { name: string; vendorId: number; productId: number; serial: string }

/** A USB HID device that the kernel makes up after our words. */
export type UhidDevice = {
  /** One input report, its id first. */
  report(bytes: Uint8Array): void
  /** Feature and output reports the system sent, as hex, oldest first. */
  received(): string[]
  unplug(): void
}

/** Plugs in a HID device with this report descriptor. Only root may. */
export function plugInUhid(ids: UhidIds, descriptor: Uint8Array): UhidDevice {
  const fd = openSync('/dev/uhid', 'r+')
  const received: string[] = []
  let isThere = true

  function send(type: number, fill: (payload: Buffer) => void): void {
    const event = Buffer.alloc(eventBytes)
    event.writeUInt32LE(type, 0)
    fill(event.subarray(4))
    writeSync(fd, event)
  }

  function listen(): void {
    const event = Buffer.alloc(eventBytes)
    read(fd, event, 0, eventBytes, null, (error) => {
      if (error !== null || !isThere) return
      answer(event)
      listen()
    })
  }

  /** The kernel waits five seconds for every answer it does not get. */
  function answer(event: Buffer): void {
    const type = event.readUInt32LE(0)
    const id = event.readUInt32LE(4)
    const noError = (payload: Buffer) => {
      payload.writeUInt32LE(id, 0)
    }
    if (type === getReport) send(getReportReply, noError)
    if (type !== setReport) return
    const size = event.readUInt16LE(10)
    received.push(event.subarray(12, 12 + size).toString('hex'))
    send(setReportReply, noError)
  }

  send(create2, (payload) => {
    payload.write(ids.name, 0, 127, 'latin1')
    payload.write(ids.serial, 192, 63, 'latin1')
    payload.writeUInt16LE(descriptor.length, 256)
    payload.writeUInt16LE(busUsb, 258)
    payload.writeUInt32LE(ids.vendorId, 260)
    payload.writeUInt32LE(ids.productId, 264)
    payload.set(descriptor, 276)
  })
  listen()
  return {
    report: (bytes) =>
      send(input2, (payload) => {
        payload.writeUInt16LE(bytes.length, 0)
        payload.set(bytes, 2)
      }),
    received: () => received,
    unplug: () => {
      isThere = false
      send(destroy, () => undefined)
      closeSync(fd)
    },
  }
}
