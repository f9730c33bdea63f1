import { closeSync, openSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import { makeFolder } from '../make-folder.ts'

export type LogFileLimits = { fileBytes: number; totalBytes: number; days: number }

/** A day's lines stay for 14 days, all files together within 50 MB. */
export const logFileLimits: LogFileLimits = { fileBytes: 5_000_000, totalBytes: 50_000_000, days: 14 }

const dayMs = 24 * 60 * 60 * 1000
const shape = /^station-(\d{4}-\d{2}-\d{2})\.(\d{4})\.log$/

export type LogFiles = { write(line: string): void; close(): void }

/**
 * Writes lines into `station-YYYY-MM-DD.NNNN.log` (UTC), a new file when the day or the size is full, and sweeps old files
 * away then. A line is with the system before `write` returns, so that a crash of the station leaves it. A full disk must
 * not stop the work: lines that could not be written are counted, and the count stands before the next one that can.
 */
export function openLogFiles(folder: string, clock: Clock, limits: LogFileLimits = logFileLimits): LogFiles {
  makeFolder(folder)
  let open = openFor(folder, dayOf(clock), 0)
  let lost = 0
  sweep(folder, clock, limits, open.path)

  function turnWhenFull(size: number): void {
    const today = dayOf(clock)
    const isFull = open.bytes > 0 && open.bytes + size > limits.fileBytes
    if (today === open.day && !isFull) return
    const next = openFor(folder, today, today === open.day ? open.number + 1 : 0)
    closeSync(open.file)
    open = next
    sweep(folder, clock, limits, open.path)
  }

  function append(line: string): void {
    const size = Buffer.byteLength(line)
    turnWhenFull(size)
    writeFileSync(open.file, line)
    open.bytes += size
  }

  return {
    write: (line) => {
      try {
        if (lost > 0) append(`{"level":"warn","event":"log-lines-lost","count":${lost}}\n`)
        lost = 0
        append(line)
      } catch {
        lost += 1
      }
    },
    close: () => closeSync(open.file),
  }
}

/** Opens a day's file for appending; number 0 means the last there is. */
function openFor(folder: string, day: string, number: number) {
  const wanted = number === 0 ? lastNumber(folder, day) : number
  const path = join(folder, `station-${day}.${String(wanted).padStart(4, '0')}.log`)
  return { day, number: wanted, path, bytes: sizeOf(path), file: openSync(path, 'a', 0o600) }
}

function dayOf(clock: Clock): string {
  return new Date(clock.now()).toISOString().slice(0, 10)
}

function lastNumber(folder: string, day: string): number {
  const numbers = readdirSync(folder).flatMap((name) => {
    const found = shape.exec(name)
    return found?.[1] === day ? [Number(found[2])] : []
  })
  return Math.max(1, ...numbers)
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** Removes files past their days, then the oldest until the rest fits. The file in use stays. Only our own names. */
function sweep(folder: string, clock: Clock, limits: LogFileLimits, inUse: string): void {
  const oldest = new Date(clock.now() - limits.days * dayMs).toISOString().slice(0, 10)
  const names = readdirSync(folder)
    .filter((name) => shape.test(name))
    .sort()
    .reverse()
  let total = 0
  for (const name of names) {
    const path = join(folder, name)
    total += sizeOf(path)
    const isOld = (shape.exec(name)?.[1] ?? '') <= oldest
    if (path !== inUse && (isOld || total > limits.totalBytes)) rmSync(path, { force: true })
  }
}
