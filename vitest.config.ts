import { defineConfig } from 'vitest/config'

/** What is waited for comes at once on a quiet machine; beside other work it may take many times as long. */
const expectation = { poll: { timeout: 15_000, interval: 20 } }

/**
 * Six projects: `unit` (pure rules and one-folder pieces), `integration` (real files, sockets, PTYs, child
 * processes), `e2e` (a real browser), `electron` (the real window), `usb` (a real
 * USB stack in an emulated machine) and `fault` (injected losses, long). A file tells
 * its project by its ending or its folder.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
          exclude: [
            'test/**/*.integration.test.ts',
            'test/e2e/**',
            'test/electron/**',
            'test/fault/**',
            'test/usb/**',
            'test/bench/**',
          ],
          environment: 'node',
          expect: expectation,
          // Files share a process and its loaded modules: loading them for each file cost more than all the tests.
          // So a test puts back what it changes outside itself, and a helper cleans up with `onTestFinished`: a hook
          // at the top of a module would be set by the first file alone.
          isolate: false,
          // A property over thousands of labels takes seconds where other work runs beside it.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: 'integration',
          globalSetup: ['test/renderer/built-screens.ts'],
          // They wait for sockets, devices and processes more than they compute.
          maxWorkers: 4,
          include: ['test/**/*.integration.test.ts'],
          exclude: ['test/e2e/**', 'test/electron/**', 'test/fault/**'],
          environment: 'node',
          expect: expectation,
          // Files share a process, its loaded modules and its browser: these cost more than most tests.
          isolate: false,
          // Beside other work a test that starts processes takes many times as long.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          environment: 'node',
          expect: expectation,
          isolate: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Each file has its own station and store.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'electron',
          include: ['test/electron/**/*.test.ts'],
          environment: 'node',
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'usb',
          include: ['test/usb/**/*.test.ts'],
          environment: 'node',
          expect: expectation,
          // They run on an emulated machine, which is slow and starts first.
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'fault',
          include: ['test/fault/**/*.test.ts'],
          // What only the long form plays: half a minute of waiting, in a rig of which the short one plays another part.
          exclude: process.env.STATION_CAMPAIGN === 'short' ? ['test/fault/kill-sign-in.test.ts'] : [],
          environment: 'node',
          expect: expectation,
          isolate: false,
          testTimeout: 1_200_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
