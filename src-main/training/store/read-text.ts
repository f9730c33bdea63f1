import type { IncomingMessage } from 'node:http'

/** The body of a request as text; null when it broke off or was larger than allowed (the connection is ended). */
export async function readText(request: IncomingMessage, largestBytes: number): Promise<string | null> {
  const parts: Buffer[] = []
  let bytes = 0
  return new Promise((resolve) => {
    request.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > largestBytes) {
        request.destroy()
        resolve(null)
      } else parts.push(part)
    })
    request.on('end', () => resolve(Buffer.concat(parts).toString('utf8')))
    request.on('error', () => resolve(null))
    request.on('close', () => resolve(null))
  })
}
