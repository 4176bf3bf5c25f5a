import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draftLetter, type LetterDraft } from '../../src/letters/draft.ts'
import { letterKinds, type LetterFacts, type LetterKind } from '../../src/letters/facts.ts'
import { fillLetter, previewLetter } from '../../src/letters/fill.ts'
import { checkOwnWords, editableParts } from '../../src/letters/own-words.ts'
import { addAppLink, whatNext } from '../../src/letters/phrases.ts'
import { liveIn, seen } from './discord-markdown.ts'
import { factsFor, shippedTemplates, slots } from './facts.ts'

const templates = shippedTemplates()
const draft = (kind: LetterKind, change: Partial<LetterFacts> = {}): LetterDraft =>
  draftLetter(templates, kind, factsFor(kind, change))
const sent = (kind: LetterKind, change: Partial<LetterFacts> = {}) => fillLetter(draft(kind, change), slots)
const sanctions = ['warning', 'ban30', 'lifetime'] as const

/** Runs one expectation on the message and on the full letter: both hold every required part (F2). */
function both(kind: LetterKind, expected: string | RegExp, change: Partial<LetterFacts> = {}): void {
  const { message, file } = sent(kind, change)
  for (const text of [seen(message), file.text]) {
    if (typeof expected === 'string') expect(text).toContain(expected)
    else expect(text).toMatch(expected)
  }
}

describe.each(sanctions)('F2 the letter of a %s', (kind) => {
  test('F2 gives its reference', () => both(kind, '2026-014'))
  test('F2 gives its date', () => both(kind, '4 March 2026'))
  test('F2 says what was done', () => both(kind, 'Called Jo a waste of space.'))
  test('F2 says where', () => both(kind, 'in general-chat'))
  test('F2 says when', () => both(kind, '1 March 2026 at 14:05'))
  test('F2 says which rule', () => both(kind, 'Personal attacks'))
  test('F2 gives the rule in full in the attached letter', () =>
    expect(sent(kind).file.text).toContain('Personal attacks are not legitimate.'))
  test('F2 asks to stop', () => both(kind, /Please stop this behaviour/))
  test('F2 says what happens next', () =>
    both(
      kind,
      whatNext(kind, 'our Discord server', { lifetimeWindow: 'from_ban', warningsCount: 'any_platform' }),
    ))
  test('F2 names the platform', () => both(kind, 'our Discord server'))
  test('F2 names the earlier letters with their dates', () => {
    both(kind, '2025-003')
    both(kind, '1 June 2025')
  })
  test('F2 says how to appeal', () => both(kind, /you can appeal/))
  test('F2 says to whom to appeal', () =>
    both(kind, 'Write to the CLP Secretary: 1 High Street, Exampleton.'))
  test('H1 names every way to appeal: the button, the command, a DM, the link for the banned, in writing', () => {
    both(kind, /[Pp]ress \*?Appeal/)
    both(kind, '/appeal')
    both(kind, /[Ww]rite to this bot/)
    both(kind, addAppLink('100000000000000001'))
    both(kind, 'EC officer')
    const { file } = sent(kind, { appealRoutes: ['Write to us.', 'Come to us.'] })
    expect(file.text).toContain('- Write to us.\n- Come to us.\n')
  })
  test('I1 gives the National Complaints route', () =>
    both(kind, /National Complaints team[^]*the complaints page/))
  test('F2 offers it another way', () => both(kind, /Need this another way[^]*01632 960000/))
  test('F2 says that records are kept two years, and until when', () => {
    both(kind, /two years/)
    both(kind, 'deleted on 4 March 2028')
  })
  test('F2 is signed by the admin team', () => both(kind, /The admin team, Exampleton CLP\s*$/))
  test('F2 speaks of access and never of membership or discipline', () => {
    both(kind, /access/)
    const { message, file } = sent(kind)
    expect(message + file.text).not.toMatch(/member|expel|discipl/i)
  })
  test('F2 shows what they told us, or that they said nothing, without blame', () => {
    expect(sent(kind).file.text).toContain('You told us:\n\n> I was angry.')
    expect(sent(kind, { reply: { kind: 'silent' } }).file.text).toMatch(
      /had no reply\. That was not held against you/,
    )
    expect(sent(kind, { reply: { kind: 'declined' } }).file.text).toMatch(
      /You chose not to reply.*not held against you/,
    )
  })
  test('D8 tells whoever was not heard that they still can be, until when, and that it costs no appeal', () => {
    for (const reply of [{ kind: 'silent' }, { kind: 'declined' }] as const) {
      const { message, file } = sent(kind, { reply })
      expect(message).toMatch(/Give my side\*? within 14 days/)
      expect(file.text).toMatch(/until 14 days after the date of this letter.*you can still appeal/)
    }
    expect(sent(kind).message + sent(kind).file.text).not.toContain('Give my side')
    const off = sent(kind, { reply: { kind: 'silent' }, firstReplyDays: 0 })
    expect(off.message + off.file.text).not.toContain('Give my side')
  })
})

describe('F2 bans', () => {
  test('F2 a 30-day ban gives its first and last day', () => {
    both('ban30', 'First day: 4 March 2026')
    both('ban30', 'Last day: 2 April 2026')
  })
  test('F2 a 30-day ban says how to come back, and when (G4)', () => {
    both('ban30', '3 April 2026')
    both('ban30', /You need not ask|you need not ask/)
    both('ban30', /invitation/)
  })
  test('F2 a lifetime ban gives its first day, says that there is no last, and how to come back', () => {
    both('lifetime', '4 March 2026')
    both('lifetime', /no last day|Last day: none/)
    both('lifetime', /You can come back if an appeal succeeds|you can come back if an appeal succeeds/)
  })
  test('E11 a lifetime ban says how the behaviour carried on', () =>
    both('lifetime', 'It began again a week after the ban.'))
  test('E11 a lifetime ban without the finding cannot be drafted', () => {
    expect(() => draft('lifetime', { finding: ' ' })).toThrow(/finding/)
  })
  test('F3 a letter served another way counts its days from the day it is received', () => {
    const filled = fillLetter(draft('ban30'), { ...slots, firstDay: 'on_receipt', lastDay: 'on_receipt' })
    expect(filled.file.text).toContain('First day: the day you receive this letter')
    expect(filled.file.text).toContain('Last day: 30 days from the day you receive this, counting that day')
    expect(filled.file.text).not.toContain('2 April 2026')
  })
  test('E4 what comes next follows the setting of the ladder', () => {
    const text = (lifetimeWindow: 'from_ban' | 'from_warning') =>
      whatNext('ban30', 'X', { lifetimeWindow, warningsCount: 'any_platform' })
    expect(text('from_ban')).toContain('twelve months of the date of this letter')
    expect(text('from_warning')).toContain('twelve months of the date of the warning')
    const where = (warningsCount: 'any_platform' | 'same_platform') =>
      whatNext('warning', 'Forum', { lifetimeWindow: 'from_ban', warningsCount })
    expect(where('any_platform')).toContain("on any of the CLP's platforms")
    expect(where('same_platform')).toContain('on Forum')
  })
  test('G4 the come-back message names the platform and carries the invitation', () => {
    both('come_back', 'you can come back to our Discord server'.slice(4))
    both('come_back', 'https://discord.gg/abc')
    expect(fillLetter(draft('come_back'), { ...slots, invite: undefined }).message).toContain(
      'ask the admin team for one',
    )
    expect(() => fillLetter(draft('come_back'), { ...slots, invite: 'javascript:x' })).toThrow(/invitation/)
  })
})

describe.each(['notice', 'reopened'] as const)('F5 the %s', (kind) => {
  test('F5 shows the allegation: what, where, when', () => {
    both(kind, 'Called Jo a waste of space.')
    both(kind, 'in general-chat')
    both(kind, '1 March 2026 at 14:05')
  })
  test('F5 shows the evidence with who, when and the link', () => {
    both(kind, 'you are a waste of space')
    both(kind, 'samr, 1 March 2026 at 14:05, https://discord.com/channels/1/2/3')
  })
  test('F5 shows the rule', () => both(kind, 'Personal attacks'))
  test('F5 says that nothing is decided', () => both(kind, 'Nothing has been decided.'))
  test('F5 says that silence is not guilt', () => both(kind, 'Saying nothing is not taken as guilt.'))
  test('F5 names the possible step', () => {
    both(kind, /the step (?:could|would) be a warning/i)
    both(kind, /be a 30-day ban/, { step: 'ban30' })
    both(kind, /be a lifetime ban/, { step: 'lifetime' })
  })
  test('F5 gives the closing day and hour in UK time', () =>
    both(kind, /18:00 on Saturday 7 March 2026\W* \(UK time\)/))
  test('F5 gives the closing hour in summer time when it is', () => {
    const filled = fillLetter(draft(kind), { ...slots, closesAt: '2026-07-01T17:00:00.000Z' })
    expect(filled.message).toContain('18:00 on Wednesday 1 July 2026')
  })
  test('F5 says who decides', () =>
    both(
      kind,
      /At least two people decide together, never one alone, and nobody who is involved in the matter: people of the admin team of our Discord server, or other officers of the CLP who stand in for them/,
    ))
  test('F5 says that this is not Party discipline', () => both(kind, 'This is not Party discipline.'))
  test('F5 says that a friend may help', () => both(kind, /A friend may help you/))
  test('F5 asks not to seek out who complained', () =>
    both(kind, /do not (?:seek out|try to find out) who complained/))
  test('F5 names the three buttons', () => {
    both(kind, /Give my side/)
    both(kind, /I need more time/)
    both(kind, /I don't want to reply/)
  })
  test('F2 gives reference, date, contact and signature', () => {
    both(kind, '2026-014')
    both(kind, '4 March 2026')
    both(kind, '01632 960000')
    both(kind, /The admin team, Exampleton CLP\s*$/)
  })
  test('F5 without evidence says so in place of an empty list', () => {
    expect(sent(kind, { evidence: [] }).file.text).toContain('Nothing besides the account above.')
  })
})

describe('D3, D4 other letters', () => {
  test('D4 new material: the letter says that something was added', () =>
    both('reopened', /has been added since/i))
  test('D3 words of advice give their reasons and do not count', () => {
    both('words_of_advice', 'It was a first slip.')
    both('words_of_advice', /not a warning and not a ban/)
    both('words_of_advice', /does not count/)
  })
  test('D3 no further action gives its reasons', () => {
    both('no_further_action', 'It was a first slip.')
    both('no_further_action', /does not count/)
  })
  test.each(['words_of_advice', 'no_further_action'] as const)(
    'D3 %s without reasons cannot be drafted',
    (kind) => {
      expect(() => draft(kind, { reasons: undefined })).toThrow(/reasons/)
    },
  )
  test('F2 no letter is drafted without an incident or a rule', () => {
    for (const kind of letterKinds.filter((one) => one !== 'come_back' && one !== 'appeal_outcome')) {
      expect(() => draft(kind, { incidents: [] })).toThrow(/incident/)
      expect(() => draft(kind, { rules: [] })).toThrow(/rule/)
    }
  })
})

describe('F2 one message', () => {
  const long = '*@everyone `x`\n'.repeat(270).slice(0, 4000)
  const longest = (kind: LetterKind): LetterFacts =>
    factsFor(kind, {
      clpName: '_'.repeat(60),
      platformName: '*'.repeat(100),
      respondentName: '~'.repeat(100),
      incidents: Array.from({ length: 10 }, () => ({
        what: long,
        where: long,
        when: '23 September 2026 at 14:05',
      })),
      rules: Array.from({ length: 25 }, (_, n) => ({ label: `${n} ${'_'.repeat(97)}`, text: long })),
      evidence: Array.from({ length: 10 }, () => ({
        text: long,
        author: long,
        link: long,
        at: '2026-09-23T13:05:00.000Z',
      })),
      reliesOn: Array.from({ length: 10 }, (_, n) => ({
        ref: `2026-10${n}`,
        kind: 'lifetime',
        letterDate: '2026-09-23',
      })),
      step: 'lifetime',
      stepReason: long,
      finding: long,
      reply: { kind: 'given', texts: Array.from({ length: 10 }, () => long) },
      reasons: long,
      ownWords: long.slice(0, 1500),
      appealRoutes: Array.from({ length: 6 }, (_, n) => `${n} ${'x'.repeat(140)}`),
      nationalRoute: 'n'.repeat(120),
      anotherWay: 'w'.repeat(120),
      identities: Array.from({ length: 10 }, () => long),
    })
  const widest = {
    ...slots,
    date: '2026-09-23',
    deletedOn: '2028-09-23',
    firstDay: '2026-09-23',
    lastDay: '2026-09-22',
    closesAt: '2026-09-23T17:00:00.000Z',
    invite: `https://discord.gg/${'x'.repeat(81)}`,
  }

  test.each(letterKinds)('F2 %s: 2,000 characters at most with the longest facts and dates', (kind) => {
    const letter = draftLetter(templates, kind, longest(kind))
    for (const dates of [widest, { ...widest, firstDay: 'on_receipt', lastDay: 'on_receipt' } as const]) {
      expect(fillLetter(letter, dates).message.length).toBeLessThanOrEqual(2000)
    }
  })

  test.each(sanctions)('F2 %s: with the longest facts the message still holds each part', (kind) => {
    const text = seen(fillLetter(draftLetter(templates, kind, longest(kind)), widest).message)
    expect(text).toContain('2026-014')
    expect(text).toContain('23 September 2026')
    expect(text).toContain('23 September 2026 at 14:05')
    expect(text).toContain('Please stop this behaviour.')
    expect(text).toContain(factsFor(kind).next)
    expect(text).toContain('2026-100')
    expect(text).toContain(`0 ${'x'.repeat(140)}`)
    expect(text).toContain(addAppLink('100000000000000001'))
    expect(text).toMatch(/Appeal.{0,3} below, use .{0,2}\/appeal.{0,2}, or write to this bot/)
    expect(text).toContain('EC officer')
    expect(text).toContain('n'.repeat(120))
    expect(text).toContain('w'.repeat(120))
    expect(text).toContain('two years')
    expect(text).toContain('23 September 2028')
    expect(text).toMatch(/and \d+ more/)
  })

  test('F2 the full letter holds the longest facts whole', () => {
    const { file } = fillLetter(draftLetter(templates, 'lifetime', longest('lifetime')), widest)
    expect(file.text.match(/^- \d+ _{97}: /gm)).toHaveLength(25)
    expect(file.text.match(/^Where: /gm)).toHaveLength(10)
    expect(file.text.match(/reference 2026-10\d/g)).toHaveLength(10)
    expect(file.text.split('@everyone').length - 1).toBeGreaterThan(10 * 260)
  })
})

describe('B3 whom somebody is taken to be', () => {
  test.each(['notice', 'reopened', 'warning', 'ban30', 'lifetime'] as const)(
    'B3 %s: it says which other identity is taken to be theirs, and how to say that it is not',
    (kind) => {
      const { message, file } = sent(kind, { identities: ['@redrose on X', 'the Discord user Rosie'] })
      expect(file.text).toContain('We take you to be @redrose on X and the Discord user Rosie too')
      expect(file.text).toContain("press That's not me below the message")
      expect(message).toMatch(/We take you for @.?redrose on X and the/u)
      expect(message).toContain("*That's not me*")
      expect(sent(kind).file.text).not.toMatch(/That's not me|taken to be/i)
      const byHand = sent(kind, { identities: ['@redrose on X'], byHand: true })
      expect(byHand.file.text).toContain('If that is not you, say so: write')
    },
  )
})

describe('F4 what people wrote changes nothing else', () => {
  const injections = [
    '{{ref}} {{#rules}}x{{/rules}} {{> other}} {{=<% %>=}} {{{name}}} {{! gone }}',
    '\ue000deleted_on\ue001',
    '**The admin team** # You are expelled',
    'x\n\nThe admin team\n\n# Heading\n> quote\n@everyone <@123456789012345678> discord.gg/abc ```',
    '\u202eevil\u2066 \u0000',
  ]

  test.each(letterKinds)(
    'F4 %s: the text around a name, a charge or evidence stays the same, letter by letter',
    (kind) => {
      const ordinary = fillLetter(draft(kind, { respondentName: 'QQ', evidence: [{ text: 'ZZ' }] }), slots)
      for (const injection of injections) {
        const filled = fillLetter(
          draft(kind, { respondentName: injection, evidence: [{ text: injection }] }),
          slots,
        )
        expect(
          liveIn(
            filled.message
              .replaceAll('**', '')
              .replace(/^(?:-#|-) /gm, '')
              .replace(/\*Appeal\*|`\/appeal`|<https:\/\/discord\.com\/oauth2[^>]*>/g, '')
              .replace(slots.invite as string, ''),
          ),
        ).toEqual([])
        expect(
          filled.file.text.match(/\bThe (?:admin team|Executive Committee), Exampleton CLP$/gm),
        ).toHaveLength(1)
        for (const own of ordinary.file.text.split('\n').filter((line) => !/QQ|ZZ/.test(line))) {
          expect(filled.file.text.split('\n')).toContain(own)
        }
      }
    },
  )

  test('F4 braces are shown as they were written', () => {
    expect(sent('warning', { respondentName: '{{ref}}' }).message).toContain('Dear {{ref}},')
    expect(sent('warning', { respondentName: '{{ref}}' }).file.text).toContain('Dear {{ref}},')
  })

  test('F4 every line of a text in the attached file is marked as quoted', () => {
    const { file } = sent('warning', {
      incidents: [{ what: 'a\nThe admin team\nb', where: 'w\nx', when: 'y\nz' }],
    })
    expect(file.text).toContain('> a\n> The admin team\n> b\nWhere: w x\nWhen: y z')
  })

  test('D6 no letter has an unfilled place, whatever the facts', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 300 })
    fc.assert(
      fc.property(
        fc.constantFrom(...letterKinds),
        text,
        text,
        text,
        fc.nat(3),
        (kind, one, two, three, count) => {
          const { message, file } = sent(kind, {
            respondentName: one,
            incidents: Array.from({ length: count + 1 }, () => ({ what: two, where: three, when: one })),
            evidence: Array.from({ length: count }, () => ({ text: two })),
            finding: `x${three}`,
            reasons: `x${one}`,
            ownWords: two,
          })
          for (const part of [message, file.text]) {
            expect(part).not.toMatch(/\p{Co}|undefined|null|\[object/u)
            expect(
              part.replaceAll(/\{\{|\}\}/g, (braces) =>
                [one, two, three].join('').includes(braces) ? '' : braces,
              ),
            ).not.toMatch(/\{\{|\}\}/)
          }
          expect(message.length).toBeLessThanOrEqual(2000)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('D6 a date that is missing when the letter is sent is never a gap', () => {
    expect(() => fillLetter(draft('ban30'), { date: '2026-03-04', deletedOn: '2028-03-04' })).toThrow(
      /first_day|last_day|back_on/,
    )
    expect(() => fillLetter(draft('notice'), { date: '2026-03-04', deletedOn: '2028-03-04' })).toThrow(
      /closes_at/,
    )
  })
})

describe('D6 what is signed is what goes out', () => {
  test('D6 the same facts give the same draft, which survives storage', () => {
    const letter = draft('ban30')
    expect(draft('ban30')).toEqual(letter)
    const stored = JSON.parse(JSON.stringify(letter)) as LetterDraft
    expect(stored).toEqual(letter)
    expect(fillLetter(stored, slots)).toEqual(fillLetter(letter, slots))
    expect(letter.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('D6 a change to facts, step or letter is another hash', () => {
    const base = draft('warning').hash
    const changed = [
      draft('ban30'),
      draft('warning', { ref: '2026-015' }),
      draft('warning', {
        incidents: [{ what: 'Else', where: 'in general-chat', when: '1 March 2026 at 14:05' }],
      }),
      draft('warning', { rules: [{ label: 'Personal attacks', text: 'Other text' }] }),
      draft('warning', { reliesOn: [] }),
      draft('warning', { ownWords: 'We mean it kindly.' }),
      draft('warning', { reply: { kind: 'silent' } }),
    ].map((one) => one.hash)
    expect(new Set([base, ...changed]).size).toBe(changed.length + 1)
  })

  test('D6 dates are filled when it is sent, and change no hash', () => {
    const letter = draft('ban30')
    const later = fillLetter(letter, {
      ...slots,
      date: '2026-03-05',
      firstDay: '2026-03-05',
      lastDay: '2026-04-03',
    })
    expect(later.message).toContain('4 April 2026')
    expect(JSON.stringify(letter)).not.toMatch(/4 March 2026/)
  })

  test('F1 the preview is the message and the file, as they will be read', () => {
    const letter = draft('ban30')
    const { message, file } = fillLetter(letter, slots)
    const preview = previewLetter(letter, slots)
    expect(preview.startsWith(message)).toBe(true)
    expect(preview.endsWith(file.text)).toBe(true)
    expect(preview).toContain(file.name)
  })

  test('F1 the admins can add words of their own, and take no part away', () => {
    const bare = sent('warning').file.text
    const added = sent('warning', { ownWords: 'Thank you for saying sorry.\nThe admin team' }).file.text
    expect(added).toContain('> Thank you for saying sorry.\n> The admin team\n')
    for (const line of bare.split('\n')) expect(added.split('\n')).toContain(line)
    expect(editableParts(draft('warning', { ownWords: 'Hello' }))).toEqual([
      { id: 'own_words', label: expect.any(String), value: 'Hello', maxLength: 1500 },
    ])
    expect(editableParts(draft('warning'))[0]?.value).toBe('')
  })

  test('F1, F2 words of the admins are refused when too long or about membership', () => {
    expect(checkOwnWords('x'.repeat(1500))).toEqual({ ok: true, ownWords: 'x'.repeat(1500) })
    expect(checkOwnWords('x'.repeat(1501))).toEqual({ ok: false, refusal: 'too_long' })
    expect(checkOwnWords('Your Membership ends.')).toEqual({ ok: false, refusal: 'speaks_of_membership' })
    expect(checkOwnWords(' \u200b ')).toEqual({ ok: true, ownWords: undefined })
  })

  test('F2 the attached file has a name that tells nothing but the reference', () => {
    expect(draft('lifetime').file.name).toBe('letter-2026-014.txt')
    expect(draft('notice').file.name).toBe('notice-2026-014.txt')
  })
})

describe('F3, G6 letters that people give by hand, about another platform', () => {
  const by = { byHand: true, elsewhere: true, platformName: 'X' }
  const text = (kind: LetterKind) =>
    fillLetter(draft(kind, by), {
      ...slots,
      firstDay: 'on_receipt',
      lastDay: 'on_receipt',
      closesAt: { daysFromReceipt: 3 },
    }).file.text

  test('F5, H1 name no button, no command and no bot', () => {
    for (const kind of ['notice', 'reopened', ...sanctions] as const)
      expect(text(kind)).not.toMatch(/press|button|\/appeal|\bbot\b/i)
  })
  test('F5 a notice says how to answer without Discord, and by when', () => {
    for (const kind of ['notice', 'reopened'] as const) {
      expect(text(kind)).toContain('You have until 3 days after you receive this.')
      expect(text(kind)).toMatch(/Answer in the way in which this reached you[^]*1 High Street/)
      expect(text(kind)).toMatch(/Ask for more time[^]*do not want to reply: that is your right/)
    }
  })
  test('H1 a letter says how to appeal without Discord: the way it came, the Secretary, a trusted EC officer', () => {
    for (const kind of sanctions)
      expect(text(kind)).toMatch(/say that you appeal[^]*1 High Street[^]*EC officer whom you trust/)
  })
  test('G6 a 30-day ban says that people lift it, and from when its days count', () => {
    expect(text('ban30')).toContain('the admin team lifts it by hand')
    expect(text('ban30')).toContain('Last day: 30 days from the day you receive this, counting that day')
    const sentByBot = fillLetter(draft('ban30', { elsewhere: true, platformName: 'X' }), slots)
    expect(sentByBot.file.text).toMatch(/Press Appeal[^]*/)
    expect(sentByBot.file.text + sentByBot.message).not.toContain('invitation')
  })
})
