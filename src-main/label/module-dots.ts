import { StationError } from '../../src-shared/failure.ts'
import { leastModuleMm, quietModules, targetModuleMm } from './bars.ts'
import { type Dpi, dots } from './page.ts'

/**
 * Width of the narrowest bar in whole dots: GS1's target, or what `maxWidth` millimetres leave with the quiet zones.
 * @throws StationError `label-too-small` when even the least bar a scanner reads does not fit.
 */
export function moduleDots(modules: number, maxWidth: number, dpi: Dpi): number {
  const target = Math.round((targetModuleMm / 25.4) * dpi)
  const module = Math.min(target, Math.floor(dots(maxWidth, dpi) / (modules + 2 * quietModules)))
  const least = Math.round((leastModuleMm / 25.4) * dpi)
  if (module < least) {
    throw new StationError(
      'label-too-small',
      'The bar code does not fit on the labels of this printer.',
      'Load wider labels and set their size under Devices, or let another printer take these labels.',
      { cause: `${modules} modules in ${maxWidth} mm at ${dpi} dpi` },
    )
  }
  return module
}
