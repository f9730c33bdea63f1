import type { PackLine } from '../../src-shared/model/pack.ts'

/** Units still to pack on a line; below zero when more are packed than planned. */
export function leftToPack(line: Pick<PackLine, 'planned' | 'packed'>): number {
  return line.planned - line.packed
}
