import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, inject, vi } from 'vitest'
import type { TestProject } from 'vitest/node'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run keeps the screens it built. */
    screensFolder: string
  }
}

const renderer = join(import.meta.dirname, '../../src-renderer')
let folder = ''

/** Once a run: a place for the built screens. Nothing is built before a test asks for it. */
export function setup(project: TestProject): void {
  folder = mkdtempSync(join(tmpdir(), 'screens-'))
  project.provide('screensFolder', folder)
}

export function teardown(): void {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * The screens as they ship, built by the first test file of the run that asks; the others wait for it.
 *
 * @throws Error when they cannot be built
 */
export async function builtScreens(): Promise<string> {
  const place = inject('screensFolder')
  const screens = join(place, 'screens')
  const done = join(place, 'done')
  const failed = join(place, 'failed')
  if (isFirst(join(place, 'begun'))) {
    try {
      await build({
        configFile: join(import.meta.dirname, '../../vite.config.ts'),
        logLevel: 'error',
        build: {
          outDir: screens,
          emptyOutDir: true,
          // A page that is open begins anew by what `main.tsx` exports: a file of a known name hands it on.
          rolldownOptions: {
            input: { index: join(renderer, 'index.html'), main: join(renderer, 'main.tsx') },
            output: { entryFileNames: 'assets/[name].js' },
            preserveEntrySignatures: 'strict',
          },
        },
      })
      writeFileSync(done, '')
    } catch (thrown) {
      writeFileSync(failed, String(thrown))
      throw thrown
    }
  }
  await vi.waitUntil(() => existsSync(done) || existsSync(failed), { timeout: 120_000, interval: 50 })
  expect(existsSync(failed), 'the screens could not be built').toBe(false)
  return screens
}

/** Making a folder is what only one of several processes can do. */
function isFirst(sign: string): boolean {
  try {
    mkdirSync(sign)
    return true
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw thrown
  }
}
