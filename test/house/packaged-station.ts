import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../../', import.meta.url))

/** Marks the place of the fuses in Electron's program (electronjs.org/docs/latest/tutorial/fuses). */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'

/** A folder that looks like Electron's runtime: packaging needs its shape, not its program. All fuses start on. */
export function standInRuntime(folder: string, version: string): void {
  mkdirSync(join(folder, 'locales'), { recursive: true })
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 0\n${fuseSentinel}\u0001\u000811111111`, 'latin1')
  chmodSync(join(folder, 'electron'), 0o755)
  writeFileSync(join(folder, 'version'), version)
  for (const name of ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak']) {
    writeFileSync(join(folder, name), '')
  }
}

/** Builds and packages the station into a folder of its own; gives where it lies. Takes some 20 s. */
export function packageStation(folder: string, electronVersion: string): string {
  const run = (tool: string, ...words: string[]) =>
    execFileSync(process.execPath, [join(root, 'node_modules', tool), ...words], { cwd: root, stdio: 'pipe' })
  const built = join(folder, 'out')
  run('electron-vite/bin/electron-vite.js', 'build', '--outDir', built, '--logLevel', 'warn')

  const runtime = join(folder, 'runtime')
  standInRuntime(runtime, electronVersion)
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      extends: join(root, 'electron-builder.yml'),
      directories: { output: join(folder, 'dist') },
      electronDist: runtime,
      electronVersion,
      files: [{ from: built, to: 'out' }],
    }),
  )
  run('electron-builder/cli.js', '--linux', 'dir', '--x64', '--projectDir', root, '--config', config)
  return join(folder, 'dist', 'linux-unpacked')
}
