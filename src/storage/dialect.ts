import type Sqlite from 'better-sqlite3'
import { SqliteDialect, type SqliteDatabase, SqliteQueryCompiler, type SqliteStatement } from 'kysely'

/**
 * SQLite for the running bot: names are camelCase in the code and snake_case in the file, and each statement is
 * prepared once. kysely's own plugin for the names copies every query and every row, and preparing anew costs several
 * times what running does; together they were most of the time that a press waited for storage. The tables stay as they
 * are while this is in use: migrations run before, on a plain dialect.
 */
export class RegisterDialect extends SqliteDialect {
  constructor(sqlite: Sqlite.Database) {
    super({ database: preparedOnce(sqlite) })
  }

  override createQueryCompiler(): SqliteQueryCompiler {
    return new SnakeCaseCompiler()
  }
}

class SnakeCaseCompiler extends SqliteQueryCompiler {
  protected override sanitizeIdentifier(identifier: string): string {
    return super.sanitizeIdentifier(snakeCase(identifier))
  }
}

const snakeCase = remembered((name) => name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`))
const camelCase = remembered((name) =>
  name.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()),
)

/** Names come from the code alone, so there are few. */
function remembered(change: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>()
  return (name) => {
    let changed = known.get(name)
    if (changed === undefined) known.set(name, (changed = change(name)))
    return changed
  }
}

/** Statements kept; lists of different lengths make a different one each. */
const MOST = 500

function preparedOnce(sqlite: Sqlite.Database): SqliteDatabase {
  const known = new Map<string, SqliteStatement>()
  return {
    prepare(text) {
      let statement = known.get(text)
      if (statement === undefined) {
        statement = camelCased(sqlite.prepare(text))
        if (known.size >= MOST) known.clear()
        known.set(text, statement)
      }
      return statement
    },
    close: () => sqlite.close(),
  }
}

function camelCased(statement: Sqlite.Statement<unknown[]>): SqliteStatement {
  const { reader } = statement
  if (!reader) return statement as unknown as SqliteStatement
  const names = statement.columns().map((column) => camelCase(column.name))
  const asArrays = statement.raw()
  const object = (row: unknown[]): Record<string, unknown> => {
    const made: Record<string, unknown> = {}
    for (let n = 0; n < names.length; n++) made[names[n] as string] = row[n]
    return made
  }
  return {
    reader,
    all: (parameters) => (asArrays.all(...parameters) as unknown[][]).map(object),
    run: () => {
      throw new Error('a statement that gives rows is read with all()')
    },
    *iterate(parameters) {
      for (const row of asArrays.iterate(...parameters)) yield object(row as unknown[])
    },
  }
}
