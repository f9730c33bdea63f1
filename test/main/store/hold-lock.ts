import SqliteDatabase from 'better-sqlite3'

// A program beside the station: takes the store's write lock, says so, and lets go when it is told to or after a while.
const [path = '', letGoAfterMs] = process.argv.slice(2)
const db = new SqliteDatabase(path)
db.exec('BEGIN IMMEDIATE')
process.stdout.write('held\n')
if (letGoAfterMs === undefined) process.stdin.resume()
else setTimeout(() => db.exec('COMMIT'), Number(letGoAfterMs))
