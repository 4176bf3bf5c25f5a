import { entryDetails, searchRegister } from '../../casework/read-register.ts'
import { keptSearch } from '../../casework/search-kept.ts'
import type { Component, Context } from '../handler.ts'
import type { Answer } from '../answer.ts'
import { entriesInWords } from '../render/entry.ts'
import { refused } from '../render/refused.ts'
import { searchAnswer } from '../render/register.ts'

async function details(c: Context, first: number, last: number): Promise<Answer> {
  const found = await entryDetails(c.clp, c.actor, first, last)
  return found.ok ? entriesInWords(c.clp, found.entries) : refused(found.refusal)
}

/** *Details* on lines of the log channel, by the numbers of the first and last (J2). */
export const logDetails: Component = {
  name: 'details',
  run: (c, [first, last]) => details(c, Number(first), Number(last)),
}

/** One entry chosen below `/register search`. */
export const entryShow: Component = {
  name: 'entry-show',
  run(c) {
    const n = Number(c.values.texts('')[0])
    return details(c, n, n)
  },
}

/** *Older* below `/register search`. */
export const registerOlder: Component = {
  name: 'register-older',
  slow: true,
  async run(c, [word, before]) {
    const kept = await keptSearch(c.clp, c.actor, word ?? '')
    if (!kept.ok)
      return { content: 'That search is not kept any more. Use `/register search` again, please.' }
    const found = await searchRegister(c.clp, c.actor, kept.search, Number(before))
    return found.ok ? searchAnswer(c.clp, found.page, word ?? '', true) : refused(found.refusal)
  },
}
