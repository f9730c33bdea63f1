import { existsSync } from 'node:fs'

/**
 * Where a thread's own file lies: beside the source that starts it, or, in the package, beside the bundle.
 *
 * @param name without its ending: `preview-worker`
 * @param from `import.meta.url` of whoever starts it
 */
export function workerFile(name: string, from: string): URL {
  if (from.endsWith('.ts')) return new URL(`./${name}.ts`, from)
  const places = [`./${name}.js`, `../${name}.js`].map((place) => new URL(place, from))
  const found = places.find((place) => existsSync(place))
  if (found === undefined) throw new Error(`${name}.js is missing beside the bundle`)
  return found
}
