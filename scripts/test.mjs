import { existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { checks, runCheck } from './part/checks.mjs'
import { findElectronRuntime } from './part/electron.mjs'
import { findGuestKernel } from './part/guest-kernel.mjs'
import { nodeProgram, root, runQuietly, stopChildren } from './part/run.mjs'
import { endWith, say, secondsSince } from './part/say.mjs'
import { canHaveKeyRing, runSuite } from './part/suites.mjs'
import { findBrowser } from './part/system-packages.mjs'
import { readTestWords } from './part/test-words.mjs'
import { setUp } from './setup.mjs'

/** @typedef {import('./part/suites.mjs').Suite} Suite */
/** @typedef {{ name: string, next: string, run: () => Promise<{ ok: boolean, output: string, note?: string }> }} Step */

const startedAt = performance.now()
const total = { passed: 0, failed: 0, skipped: 0 }
let everySuiteReported = true

/** @type {Step} */
const nodeGuard = {
  name: 'node',
  next: 'delete node_modules and run this again.',
  run: async () => {
    const { output } = await runQuietly(nodeProgram(), ['-p', 'process.versions.node'], {
      label: 'asking Node',
    })
    const version = output.trim()
    return {
      ok: Number(version.split('.')[0]) >= 24,
      output: `Node ${version} found, 24 needed.`,
      note: version,
    }
  },
}

/** @type {(suite: Suite, env?: Record<string, string>) => Step} */
const suiteStep = (suite, env) => ({
  name: `${suite} tests`,
  next: `mend what failed; \`npm test -- ${suite}\` runs these alone.`,
  run: async () => {
    const result = await runSuite(suite, env)
    if (result.is === 'empty') return { ok: true, output: '', note: 'none yet' }
    if (result.counts === null) {
      everySuiteReported = false
      return { ok: false, output: `${result.output}\nThe test runner died before it could report.` }
    }
    const { passed, failed, skipped } = result.counts
    total.passed += passed
    total.failed += failed
    total.skipped += skipped
    return {
      ok: result.ok,
      output: result.output,
      note: `${passed} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`,
    }
  },
})

const checkSteps = checks.map((check) => ({ name: check.name, next: check.next, run: () => runCheck(check) }))
/**
 * Figures that simulations leave in `out/`, each with what it is called.
 *
 * @type {readonly (readonly [string, string])[]}
 */
const simulations = [
  ['simulated days', 'engine-days.json'],
  ['72 hours offline', 'long-outage.json'],
]
/** @type {import('./part/test-words.mjs').TestWords} */
let words = { suites: [], isLong: false, wishes: {} }
const suiteSteps = {
  unit: suiteStep('unit'),
  integration: suiteStep('integration'),
  e2e: {
    ...suiteStep('e2e'),
    // Pictures of the screens, for a designer, are for the long form.
    run: () => suiteStep('e2e', { STATION_CAMPAIGN: words.isLong ? 'long' : 'short' }).run(),
  },
  fault: {
    ...suiteStep('fault'),
    run: async () => {
      for (const [, file] of simulations) rmSync(join(root, 'out', file), { force: true })
      const result = await suiteStep('fault', {
        STATION_CAMPAIGN: words.isLong ? 'long' : 'short',
        ...words.wishes,
      }).run()
      sayDays()
      return result
    },
  },
  electron: electronStep(),
  usb: usbStep(),
}

/** What the simulated days and the long outage came to. */
function sayDays() {
  for (const [name, file] of simulations) {
    const path = join(root, 'out', file)
    if (!existsSync(path)) continue
    const { daysByWeather: _, ...figures } = JSON.parse(readFileSync(path, 'utf8'))
    say(`${name}: ${JSON.stringify(figures)}`)
  }
}

/** The window's own suite: left out, saying why, where the runtime cannot be had. @returns {Step} */
function electronStep() {
  return {
    ...suiteStep('electron'),
    run: async () => {
      const electron = await findElectronRuntime()
      if (electron.is === 'unused') return { ok: true, output: '', note: `left out, ${electron.why}` }
      return suiteStep('electron', { STATION_ELECTRON: electron.program }).run()
    },
  }
}

/** The devices on a real USB stack, in a machine of its own: left out, saying why, where it cannot be had. @returns {Step} */
function usbStep() {
  return {
    ...suiteStep('usb'),
    run: async () => {
      const proofFile = join(root, 'out/usb-proof.json')
      rmSync(proofFile, { force: true })
      const kernel = await findGuestKernel()
      if (kernel.is === 'unused') return { ok: true, output: '', note: `skipped: ${kernel.why}` }
      const result = await suiteStep('usb', { STATION_USB_KERNEL: kernel.folder }).run()
      if (existsSync(proofFile)) sayProofs(JSON.parse(readFileSync(proofFile, 'utf8')))
      return result
    },
  }
}

/** One line for each device, with its figures. @param {import('../test/usb/rig/proof.ts').ProofFile} book */
function sayProofs(book) {
  for (const { device, scans, weights, unplugged, backAfterMs } of book.proofs) {
    const figures = [
      ...(scans === undefined ? [] : [`scans ${scans}`]),
      ...(weights === undefined ? [] : [`weights ${weights}`]),
      `times pulled ${unplugged}`,
      `back after ms ${backAfterMs.join(', ')}`,
    ]
    say(`proven ${device}: ${figures.join(', ')}`)
  }
}

/** Stops everything at the first step that fails, and says which, why and what to do. */
async function runStep(/** @type {Step} */ step) {
  const stepStartedAt = performance.now()
  const result = await step.run()
  if (!result.ok) {
    await stopChildren()
    say(result.output.trimEnd())
    say(`FAILED ${step.name} (${secondsSince(stepStartedAt)})`)
    say(`What to do: ${step.next}`)
    finish(1)
  }
  say(`ok     ${step.name}${result.note ? `: ${result.note}` : ''} (${secondsSince(stepStartedAt)})`)
}

async function runInOrder(/** @type {readonly Step[]} */ steps) {
  for (const step of steps) await runStep(step)
}

/** The closing lines. The count is left out when a runner died, or when something other than a test stopped the run. */
function finish(/** @type {number} */ code) {
  say(`${code === 0 ? 'All done' : 'Stopped'} after ${secondsSince(startedAt)}.`)
  const counted = code === 0 ? total.passed + total.skipped > 0 : total.failed > 0
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : ''
  if (counted && everySuiteReported)
    process.stdout.write(`${total.passed} passed, ${total.failed} failed${skipped}\n`)
  process.exit(code)
}

function sayWhatIsMissing() {
  if (process.platform === 'linux' && !canHaveKeyRing())
    say('No key ring here: tests that need one are skipped.')
  if (findBrowser() === null) say('No browser here: tests that need one are skipped.')
}

try {
  words = readTestWords(process.argv.slice(2), Object.keys(suiteSteps))
} catch (thrown) {
  endWith(thrown, 2)
}

try {
  const named = words.suites
  await setUp(['run', 'test'])
  say(`Set-up done (${secondsSince(startedAt)}).`)
  sayWhatIsMissing()
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, async () => {
      await stopChildren()
      say('Tests stopped.')
      process.exit(130)
    })
  }
  await runStep(nodeGuard)
  if (named.length > 0) {
    for (const suite of named) await runStep(suiteSteps[suite])
  } else {
    // Lines beside each other: most tests wait for a device, a page or a process, and leave the processor to others.
    await Promise.all([
      runInOrder([suiteSteps.unit, suiteSteps.integration]),
      runInOrder([...checkSteps, suiteSteps.e2e]),
      runInOrder([suiteSteps.fault]),
    ])
  }
  finish(0)
} catch (thrown) {
  endWith(thrown)
}
