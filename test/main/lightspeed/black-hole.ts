import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { networkInterfaces } from 'node:os'
import { Worker } from 'node:worker_threads'

const ours = '::1'
/** Whether this machine has an address of the newer family at all. */
export const hasIpv6 = Object.values(networkInterfaces()).some((all) =>
  all?.some(({ address }) => address === ours),
)

/** Says yes to nobody: it listens, and then does nothing for ever. */
const listener = `
  const { parentPort, workerData } = require('node:worker_threads')
  const server = require('node:net').createServer()
  server.listen({ ...workerData, backlog: 1 }, () => {
    parentPort.postMessage('listening')
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  })`

/**
 * An address that swallows what is sent to it: nobody takes a connection there, and once as many wait as the system
 * keeps it does not answer any more.
 */
export async function openBlackHole(host: string, port: number): Promise<{ close(): Promise<void> }> {
  const worker = new Worker(listener, { eval: true, workerData: { host, port } })
  await once(worker, 'message')
  const waiting: Socket[] = []
  for (let turn = 0; turn < 2; turn += 1) {
    const socket = connect({ host, port })
    socket.on('error', () => undefined)
    waiting.push(socket)
    await once(socket, 'connect')
  }
  return {
    async close() {
      for (const socket of waiting) socket.destroy()
      await worker.terminate()
    },
  }
}
