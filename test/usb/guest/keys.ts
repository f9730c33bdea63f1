import { Buffer } from 'node:buffer'
import { createReadStream, readdirSync, readFileSync } from 'node:fs'

// struct input_event on 64 bits (linux/input.h): two times of 8 bytes, type, code, value.
const eventBytes = 24
const keyEvent = 1
const pressed = 1

/** Tells every key that is pressed on the keyboard of this name (linux/input-event-codes.h numbers them). */
export function listenToKeys(name: string, onKey: (code: number) => void): void {
  let rest = Buffer.alloc(0)
  const keyboard = createReadStream(`/dev/input/${nodeOf(name)}`)
  keyboard.on('data', (chunk) => {
    rest = Buffer.concat([rest, Buffer.from(chunk)])
    for (; rest.length >= eventBytes; rest = rest.subarray(eventBytes))
      if (rest.readUInt16LE(16) === keyEvent && rest.readInt32LE(20) === pressed) onKey(rest.readUInt16LE(18))
  })
  // It was pulled, and types no more.
  keyboard.on('error', () => keyboard.destroy())
}

function nodeOf(name: string): string {
  const folder = '/sys/class/input'
  const node = readdirSync(folder)
    .filter((each) => each.startsWith('event'))
    .find((each) => readFileSync(`${folder}/${each}/device/name`, 'latin1').trim() === name)
  if (node === undefined) throw new Error(`no keyboard is called ${name}`)
  return node
}
