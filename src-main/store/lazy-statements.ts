import type { Database, Statement } from 'better-sqlite3'

/**
 * The same connection, whose statements are compiled at their first use: compiling all of the store's hundreds took half of
 * the time an open takes, and a station asks a few of them at its start. Only what the store's rows call is there: `run`,
 * `get`, `all`, `iterate` and `pluck`. What cannot be compiled shows at the first use; a test compiles all of them.
 */
export function lazyStatements(db: Database): Database {
  const lazy = Object.create(db) as Database
  lazy.prepare = ((text: string) => lazyStatement(() => db.prepare(text))) as Database['prepare']
  return lazy
}

type Wanted = Pick<Statement, 'run' | 'get' | 'all' | 'iterate' | 'pluck'>

function lazyStatement(compile: () => Statement): Wanted {
  let compiled: Statement | null = null
  let plucks: boolean | null = null
  function own(): Statement {
    if (compiled !== null) return compiled
    compiled = compile()
    if (plucks !== null) compiled.pluck(plucks)
    return compiled
  }
  const statement: Wanted = {
    run: (...given) => own().run(...given),
    get: (...given) => own().get(...given),
    all: (...given) => own().all(...given),
    iterate: (...given) => own().iterate(...given),
    pluck(is = true) {
      plucks = is
      compiled?.pluck(is)
      return statement as Statement
    },
  }
  return statement
}
