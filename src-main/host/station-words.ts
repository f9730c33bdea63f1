/**
 * The words of a command line that are the station's: all of them in the installed program; behind the program's
 * folder when Electron is started on it, where its own switches stand in front.
 */
export function stationWords(argv: readonly string[], isPackaged: boolean): string[] {
  if (isPackaged) return argv.slice(1)
  const folder = argv.findIndex((word, place) => place > 0 && !word.startsWith('-'))
  return folder < 0 ? [] : argv.slice(folder + 1)
}
