import { describe, expect, test } from 'vitest'
import { letterKinds } from '../../src/letters/facts.ts'
import { partsOf } from '../../src/letters/parts.ts'
import { loadTemplates, templateFiles } from '../../src/letters/templates.ts'
import { shippedTexts } from './facts.ts'

const shipped = shippedTexts()

function problems(file: string, change: (text: string) => string): string[] {
  const text = shipped[file] as string
  const changed = change(text)
  expect(changed, `${file} was changed`).not.toBe(text)
  const loaded = loadTemplates({ ...shipped, [file]: changed })
  return loaded.ok ? [] : loaded.problems
}

/** Each required part, and how a careless hand would take it out of a template. */
const cuts: Record<string, RegExp> = {
  'the reference': /\{\{ref\}\}/g,
  'the date of the letter': /\{\{date\}\}/g,
  'the platform': /\{\{platform\}\}/g,
  'what was done': /\{\{what\}\}/g,
  'where it was done': /\{\{where\}\}/g,
  'when it was done': /\{\{when\}\}/g,
  'which rule': /\{\{label\}\}/g,
  'a request to stop': /\{\{#request_to_stop\}\}[^]*?\{\{\/request_to_stop\}\}/g,
  'what happens next if it goes on': /\{\{next\}\}/g,
  'the earlier letters relied on, with their references': /\{\{earlier_ref\}\}/g,
  'the earlier letters relied on, with their dates': /\{\{earlier_date\}\}/g,
  'that whoever has not replied can still do so, for how many days': /\{\{late_days\}\}/g,
  'how to appeal': /\{\{#how_to_appeal\}\}[^]*?\{\{\/how_to_appeal\}\}/g,
  'to whom to appeal': /\{\{\.\}\}/g,
  'that /appeal can be used': /(?<!\{)\/appeal/g,
  'that the bot can be written to': /this bot/g,
  'the link that adds the app, for whoever is banned': /\{\{add_app\}\}/g,
  'whom to write to where the Secretary is involved': /EC officer/g,
  'the National Complaints route': /\{\{national\}\}/g,
  '"need this another way?" with its contact': /\{\{another_way\}\}/g,
  'that records are kept two years': /(?<=\{\{#records\}\})[^]*?(?=\{\{\/records\}\})/g,
  'the date on which the record is deleted': /\{\{deleted_on\}\}/g,
  'that it is about access to the platform': /\{\{#access_only\}\}[^]*?\{\{\/access_only\}\}/g,
  'the signature': /the admin team/gi,
  'the first day of the ban': /\{\{first_day\}\}/g,
  'the last day of the ban': /\{\{last_day\}\}/g,
  'how to come back': /(?<=\{\{#how_to_come_back\}\})[^]*?(?=\{\{\/how_to_come_back\}\})/g,
  'how the behaviour carried on, where a lifetime ban is possible': /\{\{how\}\}/g,
  'how the behaviour carried on': /\{\{finding\}\}/g,
  'that nothing is decided': /\{\{#nothing_decided\}\}[^]*?\{\{\/nothing_decided\}\}/g,
  'that silence is not guilt': /\{\{#silence_is_not_guilt\}\}[^]*?\{\{\/silence_is_not_guilt\}\}/g,
  'the possible step': /\{\{step\}\}/g,
  'the closing day and hour': /\{\{closes_at\}\}/g,
  'who decides': /\{\{who_decides\}\}/g,
  'that this is not Party discipline': /\{\{#not_discipline\}\}[^]*?\{\{\/not_discipline\}\}/g,
  'that a friend may help': /\{\{#friend_may_help\}\}[^]*?\{\{\/friend_may_help\}\}/g,
  'not to seek out who complained': /\{\{#do_not_seek\}\}[^]*?\{\{\/do_not_seek\}\}/g,
  'the button Give my side': /Give my side/g,
  'the button I need more time': /I need more time/g,
  "the button I don't want to reply": /I don't want to reply/g,
  'what is said to have been done': /\{\{what\}\}/g,
  'the evidence': /\{\{text\}\}/g,
  'the rule': /\{\{label\}\}/g,
  'that there is new material': /\{\{#new_material\}\}[^]*?\{\{\/new_material\}\}/g,
  'why this was chosen': /\{\{reason\}\}/g,
  'that it does not count as a sanction': /\{\{#does_not_count\}\}[^]*?\{\{\/does_not_count\}\}/g,
  'the invitation': /\{\{invite\}\}/g,
  'what the appeal was about': /\{\{appeal_about\}\}/g,
  'what was decided': /\{\{decision\}\}/g,
  'the reasons': /\{\{why\}\}/g,
  'what happens now': /\{\{\.\}\}/g,
  'the invitation back': /\{\{invite\}\}/g,
  'the signature of the EC': /Executive Committee/g,
  'how someone answers to whom the bot cannot write': /\{\{#by_hand\}\}[^]*?\{\{\/by_hand\}\}/g,
  'how someone appeals to whom the bot cannot write': /\{\{#by_hand\}\}[^]*?\{\{\/by_hand\}\}/g,
  'how a ban ends on a platform of which people lift it': /\{\{#elsewhere\}\}[^]*?\{\{\/elsewhere\}\}/g,
  'which other identity is taken to be theirs': /\{\{identity\}\}/g,
  "the place for the admins' own words": /\{\{own\}\}/g,
}

describe('F1 a template that lacks a required part stops the start', () => {
  test('F1 the templates that come with the bot have every part', () => {
    expect(loadTemplates(shipped)).toMatchObject({ ok: true })
    expect(Object.keys(shipped).toSorted()).toEqual(
      letterKinds.flatMap((kind) => Object.values(templateFiles(kind))).toSorted(),
    )
  })

  for (const kind of letterKinds) {
    for (const form of ['full', 'short'] as const) {
      const file = templateFiles(kind)[form]
      for (const part of partsOf(kind, form)) {
        test(`F1 ${file} without ${part.name} is refused, naming both (${part.rule})`, () => {
          const cut = cuts[part.name]
          if (cut === undefined) throw new Error(`No way to take out: ${part.name}`)
          expect(problems(file, (text) => text.replace(cut, ''))).toContain(
            `${file}: lacks ${part.name} (${part.rule}): ${part.how}`,
          )
        })
      }
    }
  }

  test('F1 a part that is shown only sometimes does not count as there', () => {
    const hidden = problems('warning.md', (text) =>
      text.replaceAll('{{next}}', '{{#reasons}}{{next}}{{/reasons}}'),
    )
    expect(hidden).toEqual(['warning.md: lacks what happens next if it goes on (F2): put {{next}}'])
    const inverted = problems('warning.md', (text) =>
      text
        .replace('{{#records}}', '{{^declined}}{{#records}}')
        .replace('{{/records}}', '{{/records}}{{/declined}}'),
    )
    expect(inverted.join('\n')).toContain('lacks that records are kept two years')
  })

  test('F1 a part left in a comment only does not count as there', () => {
    expect(
      problems('notice.md', (text) => text.replaceAll('Give my side', '{{! Give my side }}')).join('\n'),
    ).toContain('notice.md: lacks the button Give my side')
  })

  test('F1 a missing file is named', () => {
    const { 'ban30.md': _, ...rest } = shipped
    expect(loadTemplates(rest)).toEqual({
      ok: false,
      problems: ['ban30.md: is missing: put the file that came with the bot back'],
    })
  })

  test('F1 a slip in the braces is named with its line', () => {
    expect(problems('warning.md', (text) => text.replace('{{/rules}}', ''))).toEqual([
      expect.stringMatching(/^warning\.md:\d+: unclosed section "rules"$/),
    ])
    expect(problems('warning.md', (text) => `${text}\n{{#open`)).toEqual([
      expect.stringMatching(/^warning\.md:\d+: unclosed/),
    ])
  })

  test('D6 a name or a date that the letter does not have is refused with its line, so that no gap is ever sent', () => {
    expect(problems('warning.md', (text) => `{{last_day}}\n${text}`)).toEqual([
      'warning.md:1: {{last_day}} is nothing that this letter can say here',
    ])
    expect(problems('ban30.md', (text) => `a\n{{nmae}}\n${text}`)).toEqual([
      'ban30.md:2: {{nmae}} is nothing that this letter can say here',
    ])
    expect(problems('ban30.md', (text) => `{{#nothing}}x{{/nothing}}${text}`)).toEqual([
      'ban30.md:1: {{#nothing}} is nothing that this letter can say here',
    ])
    expect(problems('ban30.md', (text) => `{{> other}}\n${text}`)).toEqual([
      'ban30.md:1: {{> other}} is not possible in a letter',
    ])
  })

  test('F2 a template that speaks of membership is refused', () => {
    expect(problems('warning.md', (text) => `${text}\nYour membership may be ended.`)).toEqual([
      'warning.md: speaks of membership. A letter is about access to the platform only (F2): take that out',
    ])
  })

  test('F2 a message that could outgrow Discord is refused', () => {
    expect(problems('warning-short.md', (text) => `${text}\n${'x'.repeat(700)}`)).toEqual([
      expect.stringMatching(/^warning-short\.md: is too long by \d+ characters: with the longest facts/),
    ])
  })
})
