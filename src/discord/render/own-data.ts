import type { OwnData, OwnFile } from '../../casework/own-data.ts'
import { cleanName } from '../../letters/plain-text.ts'
import type { PolicySettings } from '../../runtime/config.ts'
import type { MessageBody } from '../../outbox/wire.ts'
import { buttons, type MessageAnswer, select } from '../answer.ts'
import { customId } from '../custom-id.ts'
import { ownDataJson, ownDataPage } from './own-data-page.ts'

/** A message may carry 10 MiB; the page and the JSON say the same thing twice, with what is around it. */
const MOST_CHARACTERS = 2_000_000

/** The same data in as many parts as are needed for messages of Discord, in their order; nearly always one. */
export function partsOf(d: OwnData, most = MOST_CHARACTERS): OwnData[] {
  const empty: OwnData = { ...d, told: [], said: [], files: [], requests: [] }
  const parts: OwnData[] = [{ ...empty, told: [], said: [], files: [], requests: [] }]
  let size = 0
  const put = <K extends 'told' | 'said' | 'files' | 'requests'>(key: K, item: OwnData[K][number]) => {
    const length = JSON.stringify(item).length
    if (size > 0 && size + length > most) {
      parts.push({ ...empty, sanctions: [], offices: [], told: [], said: [], files: [], requests: [] })
      size = 0
    }
    size += length
    ;(parts.at(-1) as OwnData)[key].push(item as never)
  }
  for (const item of d.told) put('told', item)
  for (const item of d.said) put('said', item)
  for (const item of d.files) put('files', item)
  for (const item of d.requests) put('requests', item)
  return parts
}

/** What `/mydata` answers: the page and the JSON of one part, and what can be pressed (N1). The steps are everybody's. */
export function ownDataAnswer(
  serverId: string,
  data: OwnData,
  policy: PolicySettings,
  asked: number,
): MessageAnswer {
  const parts = partsOf(data)
  const part = Math.min(Math.max(1, Number.isSafeInteger(asked) ? asked : 1), parts.length)
  const of = { clp: policy.clp.name, secretary: policy.clp.secretary, part, parts: parts.length }
  const shown = parts[part - 1] as OwnData
  const name = parts.length === 1 ? 'my-data' : `my-data-${part}-of-${parts.length}`
  const id = (word: string, ...args: (string | number)[]) => customId(word, serverId, ...args)
  const next =
    part < parts.length
      ? [
          {
            label: `Part ${part + 1} of ${parts.length}`,
            id: id('data-part', part + 1),
            style: 'primary' as const,
          },
        ]
      : []
  const files = fileRow(serverId, data.files, 0)
  return {
    content: [
      `**Your data at ${policy.clp.name}**${parts.length === 1 ? '' : `, part ${part} of ${parts.length}`}`,
      '`' +
        `${name}.html` +
        '` opens in any browser and can be printed. `' +
        `${name}.json` +
        '` holds the same for programs. Save them: this answer goes when Discord is closed, and `/mydata` gives it again.',
      'It is what you wrote to us, what we wrote to you, and the decisions that you have had a letter about. *Ask for the rest* asks for whatever else is held about you; you get an answer within one month.',
    ].join('\n'),
    shown: [
      { name: `${name}.html`, bytes: Buffer.from(ownDataPage(shown, of)) },
      { name: `${name}.json`, bytes: Buffer.from(ownDataJson(shown, of)) },
    ],
    components: [
      ...buttons([
        ...next,
        { label: 'Ask for the rest', id: id('data-rest') },
        { label: 'Correct or delete something', id: id('data-change') },
      ]),
      ...files,
    ],
  }
}

/** Discord takes so many choices in one select. */
const CHOICES = 25

/** The files that someone sent, to choose one of, from the n-th on; nothing where there are none. */
function fileRow(serverId: string, all: OwnFile[], from: number): object[] {
  // the same bytes sent twice are one choice
  const kept = [...new Map(all.filter((f) => f.state === 'kept').map((f) => [f.sha256 ?? '', f])).values()]
  const shown = kept.slice(from, from + CHOICES)
  if (shown.length === 0) return []
  const more =
    kept.length > from + CHOICES
      ? buttons([{ label: 'More files', id: customId('data-files', serverId, from + CHOICES) }])
      : []
  return [
    select(
      customId('data-file', serverId),
      'Get a file that you sent',
      shown.map((f, n) => ({ label: `${from + n + 1}. ${cleanName(f.name)}`, value: f.sha256 ?? '' })),
    ),
    ...more,
  ]
}

/** *More files*. */
export function filesFrom(serverId: string, all: OwnFile[], from: number): MessageBody {
  const rows = fileRow(serverId, all, Number.isSafeInteger(from) && from > 0 ? from : 0)
  return rows.length > 0
    ? { content: 'Choose a file that you sent:', components: rows }
    : { content: 'There are no more files.' }
}
