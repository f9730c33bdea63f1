import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { StationError } from '../../src-shared/failure.ts'
import { shellWord } from '../device/doctor/facts.ts'
import { ownRulesPath, rulesFileName } from '../device/udev-rules.ts'
import { failureLine, readWords } from './command-line.ts'
import { usage } from './usage.ts'

const applied = [
  ['udevadm', 'control', '--reload-rules'],
  ['udevadm', 'trigger'],
] as const

/** What installing needs of the machine; stands in for it in tests. */
export type RulesMachine = {
  platform: NodeJS.Platform
  isRoot: boolean
  folder: string
  run(program: string, words: readonly string[]): void
  say(line: string): void
  complain(line: string): void
}

const thisMachine: RulesMachine = {
  platform: process.platform,
  isRoot: process.getuid?.() === 0,
  folder: '/etc/udev/rules.d',
  run: (program, words) => execFileSync(program, words, { stdio: 'inherit' }),
  say: (line) => process.stdout.write(`${line}\n`),
  complain: (line) => process.stderr.write(`${line}\n`),
}

/**
 * `install-udev-rules`: puts the device rules where Linux looks for them. Without the right to do so it prints the
 * lines that do. Exit code 0 installed, 1 lines printed, 2 nothing was done.
 */
export function runInstallRules(words: readonly string[], machine: RulesMachine = thisMachine): number {
  try {
    if (readWords(words, { help: { type: 'boolean', short: 'h' } }).help === true) {
      machine.say(usage)
      return 0
    }
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown
    machine.complain(failureLine(thrown))
    return 2
  }
  if (machine.platform !== 'linux') {
    machine.complain('Device rules are for Linux only: nothing to do here.')
    return 2
  }
  const from = ownRulesPath()
  const to = join(machine.folder, rulesFileName)
  return machine.isRoot ? install(machine, from, to) : tell(machine, from, to)
}

function tell(machine: RulesMachine, from: string, to: string): number {
  machine.say('Installing device rules takes the rights of root. Run these lines:')
  machine.say('')
  machine.say(`  sudo cp ${shellWord(from)} ${shellWord(to)}`)
  for (const line of applied) machine.say(`  sudo ${line.join(' ')}`)
  return 1
}

function install(machine: RulesMachine, from: string, to: string): number {
  mkdirSync(machine.folder, { recursive: true })
  copyFileSync(from, to)
  try {
    for (const [program, ...line] of applied) machine.run(program, line)
    machine.say(`The device rules are in ${to}. Plug the devices out and in again.`)
  } catch {
    machine.say(`The device rules are in ${to}. They count after a restart: udev could not be told now.`)
  }
  return 0
}
