import { Buffer } from 'node:buffer'
import type { OpenPort, Port } from '../../device/port.ts'

export type VirtualScanner = {
  /** Sits down at the device end of a cable. */
  connect(open: OpenPort): Promise<void>
  /** Reads a code and sends it. False when no cable is connected. `aim` is sent in front, like `]C1`. */
  scan(text: string, aim?: string): boolean
  close(): Promise<void>
}

/** A serial scanner. `terminator` follows every code; `framed` puts STX before and ETX after it instead. */
export function virtualScanner(
  options: { terminator?: '\r' | '\n' | '\r\n' | '\t' | ''; framed?: boolean } = {},
): VirtualScanner {
  const { terminator = '\r', framed = false } = options
  let port: Port | null = null
  return {
    connect: async (open) => {
      port = await open({
        data: () => undefined,
        lost: () => {
          port = null
        },
      })
    },
    scan: (text, aim = '') => {
      const code = `${aim}${text}`
      return port?.write(Buffer.from(framed ? `\x02${code}\x03` : `${code}${terminator}`, 'latin1')) ?? false
    },
    close: async () => {
      await port?.close()
      port = null
    },
  }
}
