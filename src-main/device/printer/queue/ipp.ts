/** Values of an IPP attribute as far as a print queue's answers need them: text, whole numbers, yes or no. */
export type IppValue = string | number | boolean
export type IppAnswer = { status: number; groups: Map<string, IppValue[]>[] }

const operationGroup = 0x01
const endOfAttributes = 0x03
const tags = {
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  language: 0x48,
}

/** Operations of RFC 8011. */
export const ippOperation = { getJobAttributes: 0x0009, getPrinterAttributes: 0x000b } as const

type Asked = { uri: Record<string, string>; numbers?: Record<string, number>; wanted: readonly string[] }

/** A request as RFC 8010 lays it out: version 2.0, operation, request id, one group of attributes. */
export function encodeIpp(operation: number, { uri, numbers = {}, wanted }: Asked): Uint8Array {
  const parts: Uint8Array[] = [
    Buffer.from([2, 0, operation >> 8, operation & 0xff, 0, 0, 0, 1, operationGroup]),
  ]
  const put = (tag: number, name: string, value: Buffer) => {
    const head = Buffer.alloc(3 + Buffer.byteLength(name) + 2)
    head[0] = tag
    head.writeUInt16BE(Buffer.byteLength(name), 1)
    head.write(name, 3)
    head.writeUInt16BE(value.length, head.length - 2)
    parts.push(head, value)
  }
  put(tags.charset, 'attributes-charset', Buffer.from('utf-8'))
  put(tags.language, 'attributes-natural-language', Buffer.from('en'))
  for (const [name, value] of Object.entries(uri)) put(tags.uri, name, Buffer.from(value))
  for (const [name, value] of Object.entries(numbers)) {
    const four = Buffer.alloc(4)
    four.writeInt32BE(value)
    put(tags.integer, name, four)
  }
  wanted.forEach((keyword, index) => {
    put(tags.keyword, index === 0 ? 'requested-attributes' : '', Buffer.from(keyword))
  })
  return Buffer.concat([...parts, Buffer.from([endOfAttributes])])
}

/** Reads an answer. Values of kinds that are not needed here are left out. Throws a RangeError when it is cut short. */
export function decodeIpp(bytes: Uint8Array): IppAnswer {
  const from = Buffer.from(bytes)
  const groups: Map<string, IppValue[]>[] = []
  let name = ''
  let at = 8
  for (let tag = from.readUInt8(at); tag !== endOfAttributes; tag = from.readUInt8(at)) {
    at += 1
    if (tag < 0x10) {
      groups.push(new Map())
      continue
    }
    const nameLength = from.readUInt16BE(at)
    if (nameLength > 0) name = from.toString('utf8', at + 2, at + 2 + nameLength)
    at += 2 + nameLength
    const length = from.readUInt16BE(at)
    const value = readValue(tag, from.subarray(at + 2, at + 2 + length))
    at += 2 + length
    const group = groups.at(-1)
    if (group !== undefined && value !== null) group.set(name, [...(group.get(name) ?? []), value])
  }
  return { status: from.readUInt16BE(2), groups }
}

function readValue(tag: number, value: Buffer): IppValue | null {
  if (tag === tags.integer || tag === tags.enum) return value.readInt32BE(0)
  if (tag === tags.boolean) return value.readUInt8(0) === 1
  return tag >= 0x40 && tag <= 0x49 ? value.toString('utf8') : null
}
