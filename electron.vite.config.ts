import { fileURLToPath } from 'node:url'
import { defineConfig } from 'electron-vite'
import renderer from './vite.config.ts'

const fromHere = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/**
 * Electron's three parts. Main keeps its dependencies outside the bundle (electron-vite does so by itself for what
 * package.json names under `dependencies`, native modules among them); the preload is one CommonJS file, because a
 * sandboxed preload can load nothing else.
 */
export default defineConfig({
  main: {
    build: {
      outDir: fromHere('out/main'),
      externalizeDeps: true,
      // Threads run from files of their own beside main.
      rollupOptions: {
        input: {
          main: fromHere('src-main/main.ts'),
          'preview-worker': fromHere('src-main/label/preview-worker.ts'),
          'check-worker': fromHere('src-main/store/check-worker.ts'),
          'verify-worker': fromHere('src-main/store/verify-worker.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: fromHere('out/preload'),
      externalizeDeps: false,
      rollupOptions: {
        input: { preload: fromHere('src-main/host/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    ...renderer,
    build: {
      ...renderer.build,
      rollupOptions: { input: fromHere('src-renderer/index.html') },
    },
  },
})
