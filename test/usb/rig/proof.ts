import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../../out', import.meta.url))

/** What was shown of one device on a real USB stack. `backAfterMs`: from udev's last word about it to ready. */
export type Proof = {
  device: string
  /** The name and the address the station offered it under. */
  offered: { address: string; say: string }
  scans?: number
  weights?: number
  unplugged: number
  backAfterMs: number[]
  notes: string[]
}

/** `out/usb-proof.json`: the Node and the kernel in the machine, and one proof for each device. */
export type ProofFile = { node: string; kernel: string; proofs: Proof[] }

/** Collects what the tests show and writes it for others: `out/usb-proof.json`. */
export function proofBook(machine: Omit<ProofFile, 'proofs'>) {
  const proofs: Proof[] = []
  return {
    add: (proof: Proof) => {
      proofs.push({ ...proof, backAfterMs: proof.backAfterMs.map(Math.round) })
    },
    write: () => {
      mkdirSync(folder, { recursive: true })
      writeFileSync(join(folder, 'usb-proof.json'), `${JSON.stringify({ ...machine, proofs }, null, 2)}\n`)
    },
  }
}
