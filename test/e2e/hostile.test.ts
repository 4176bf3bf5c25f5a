import { describe, expect, test } from 'vitest'
import type { Answer } from '../../src/practice/discord/driver/answer.ts'
import { sharedClp, startClp } from '../support/clp.ts'
import {
  aMoment,
  asked,
  bothSign,
  cardOf,
  cardSays,
  cardWith,
  cast,
  daysOn,
  decided,
  entries,
  expectVerified,
  heard,
  letterOf,
  logged,
  logText,
  nothingDue,
  opened,
  passTime,
  roomOf,
  sanctioned,
  signs,
  someone,
  stage,
  told,
  until,
  wontReply,
} from '../support/stories.ts'

/** Every button and form that the bot takes, by the name in its custom id. */
const PARTS = [
  'agree',
  'sign',
  'dont-sign',
  'dont-sign-form',
  'read-all',
  'case-show',
  'edit-letter',
  'edit-letter-form',
  'drop',
  'drop-form',
  'involved',
  'involved-form',
  'case-lighter',
  'case-lighter-form',
  'case-finding',
  'case-finding-form',
  'case-note-form',
  'case-evidence-form',
  'case-reply-form',
  'warn-form',
  'draft-edit',
  'draft-show',
  'draft-cancel',
  'draft-put',
  'draft-finding',
  'draft-old',
  'draft-old-form',
  'draft-lighter',
  'draft-lighter-form',
  'form-again',
  'hand-ban',
  'warn-start',
  'ban-reason',
  'details',
  'entry-show',
  'register-older',
  'reply-say',
  'reply-form',
  'reply-all',
  'reply-time',
  'reply-no',
  'letter-read',
  'task-done',
  'task-form',
  'task-deem',
  'passwords-done',
  'pause-end',
  'name-signers',
  'name-signers-form',
  'tasks-more',
  'link-read',
  'link-confirm',
  'link-refuse',
  'refuse-link-form',
  'not-me',
  'not-me-form',
  'complain-where',
  'complain-at',
  'complaint-new',
  'report-form',
  'complaint-add',
  'complaint-add-form',
  'complaint-stop',
  'complaint-stopped',
  'propose',
  'propose-form',
  'complaint-sign',
  'complaint-refuse',
  'complaint-no-form',
  'complaint-note',
  'complaint-note-form',
  'complaint-case',
  'complaint-show',
  'safeguarding',
  'safeguarding-form',
  'safeguarding-why',
  'safeguarding-said',
  'advice-form',
  'mediate',
  'mediate-form',
  'mediation-yes',
  'mediation-no',
  'mediation-agreed',
  'agreed-form',
  'mediation-not',
  'not-agreed-form',
  'remove-post',
  'remove-post-yes',
  'may-be-illegal',
  'may-be-illegal-yes',
  'pause-posting',
  'pause-form',
  'show-file',
  'list-files',
  'appeal-stands',
  'appeal-falls',
  'appeal-replace',
  'appeal-drop',
  'appeal-vote-form',
  'appeal-meeting',
  'appeal-meeting-form',
  'appeal-suspend',
  'appeal',
  'appeal-form',
  'appeal-for-form',
  'appeal-more-for-form',
  'appeal-more',
  'appeal-more-form',
  'appeal-all',
  'appeal-withdraw',
  'appeal-put',
  'appeal-state',
  'appeal-state-form',
  'appeal-nothing',
  'appeal-grounds',
  'appeal-handler',
  'appeal-handler-is',
  'appeal-show',
  'which',
  'dm-menu',
  'dm-appeal',
  'dm-complain',
  'dm-help',
  'crisis-pass',
  'crisis-form',
  'look-keep',
  'look-back',
  'look-again-form',
  'which-slow',
  'data-file',
  'data-files',
  'data-rest',
  'data-change',
  'data-open',
  'data-piece',
  'data-release',
  'data-withhold',
  'data-hold-form',
  'data-show',
  'data-send',
  'data-answer',
  'data-answer-form',
  'data-get',
  'task-text',
  'resume',
  'hold-form',
  'keep-ban',
  'keep-ban-form',
] as const

const OTHER_SERVER = '123456789012345678'

const expectAnswered = (answer: Answer, what: string): void => {
  expect(answer.failed, what).toBeUndefined()
  expect(answer.ephemeral || answer.modal !== undefined, what).toBe(true)
  expect(answer.text, what).not.toContain('Something went wrong')
}

describe('forged ids', () => {
  const shared = sharedClp({ unchecked: true })

  test.each(PARTS)(
    'A2 A6 %s: other people’s matters, other servers, junk and the longest ids are answered privately and change nothing',
    async (name) => {
      const clp = shared()
      const { ada, member } = cast(clp)
      const stranger = member(11)
      const open = clp.discord.threads(clp.guild)
      const ref = open[0]?.name ?? (await opened(clp, member(0), { what: 'An unmistakable zymurgy.' }))
      await roomOf(stage(clp), ref)
      const draft = 'a'.repeat(25)
      const ids = [
        `${name}:${clp.guild}:${ref}:1`,
        `${name}:${clp.guild}:${ref}`,
        `${name}:${clp.guild}:1`,
        `${name}:${clp.guild}:${draft}`,
        `${name}:${clp.guild}`,
        `${name}:${clp.guild}:${'9'.repeat(40)}`,
        `${name}:${clp.guild}:-1:NaN`,
        `${name}:${clp.guild}:put_back:1-2-3`,
        `${name}:${OTHER_SERVER}:${ref}:1`,
        `${name}:::`,
        name,
        `${name}:${clp.guild}:${'x'.repeat(100)}`.slice(0, 100),
        `${name}:${clp.guild}:${ref}:' OR 1=1 --`,
        `${name}:${clp.guild}:__proto__:constructor`,
      ]
      // the bot's own entries about what went before may come at any time
      const done = async () =>
        (await entries(clp)).filter((e) => !e.action.startsWith('refusal') && e.actor !== null)
      const before = await done()
      const from = { as: stranger.id, channelId: clp.channels.general }
      for (const id of ids) {
        const answer =
          name.endsWith('-form') || name === 'ban-reason'
            ? await clp.discord.forge.submit(
                id,
                { reason: 'x', side: 'x', what: 'x', words: 'x', rules: ['nope'] },
                from,
              )
            : await clp.discord.forge.press(id, from)
        expectAnswered(answer, id)
        expect(answer.text, id).not.toMatch(/zymurgy|Robin/)
      }
      expect(await done()).toHaveLength(before.length)
      // an admin's forged version numbers change nothing either
      if (name === 'sign')
        for (const version of ['0', '99', '-1', '1e3', 'NaN', ''])
          expectAnswered(
            await clp.discord.forge.press(`sign:${clp.guild}:${ref}:${version}`, {
              as: ada.id,
              channelId: clp.channels.general,
            }),
            version,
          )
      clp.confide(['zymurgy'], [...clp.admins, clp.smOfficer])
    },
  )

  test('A6 an unknown name is answered too', async () => {
    const clp = shared()
    for (const id of ['whatever', 'sign', '', 'x'.repeat(100), '💥'.repeat(25)]) {
      const answer = await clp.discord.forge.press(id, { as: clp.admins[0], channelId: clp.channels.general })
      expectAnswered(answer, id)
    }
  })

  test('A6 the reply and the letter belong to the respondent alone, and drafts to whoever wrote them', async () => {
    const clp = shared()
    const { ada, ben, member } = cast(clp)
    const [tess, umar] = [member(2), member(3)]
    const { ref, notice } = await asked(clp, tess)
    for (const { customId } of notice.buttons) {
      const answer = await clp.discord.forge.press(customId ?? '', {
        as: umar.id,
        channelId: umar.say({ dm: true }, 'hello').channelId,
      })
      expect(answer.failed).toBeUndefined()
      if (answer.modal) {
        const sent = await umar.submit(answer, { side: 'I speak for Tess.' })
        expect(sent.text).toContain('nothing with that reference')
      } else expect(answer.text).toContain('nothing with that reference')
    }
    const form = await ada.slash({ guild: clp.guild }, 'warn', { person: umar.id })
    const checked = await ada.submit(form, {
      what: 'A secret draft.',
      when: 'yesterday',
      rules: ['personal-attacks'],
      evidence: '',
    })
    for (const { customId } of checked.buttons) {
      const answer = await clp.discord.forge.press(customId ?? '', {
        as: ben.id,
        channelId: clp.channels.general,
      })
      expect(answer.text).toContain('That draft is not there any more')
    }
    expect(
      (
        await clp.discord.forge.submit(
          form.modal?.customId ?? '',
          { what: 'Not mine.' },
          { as: ben.id, channelId: clp.channels.general },
        )
      ).text,
    ).toContain('not there any more')
    const put = await ada.press(checked, 'Put to the admins')
    expect(put.text).toContain('is open')
    clp.confide(['A secret draft.'], [...clp.admins, clp.smOfficer])
    await wontReply(tess, notice)
    await cardWith(stage(clp), ref, 'Sign')
  })

  test('D1 /warn about a bot, about oneself, about someone who is not on the server', async () => {
    const clp = shared()
    const { ada, ben } = cast(clp)
    const typed = {
      what: 'Something or other.',
      when: 'yesterday',
      rules: ['personal-attacks'],
      evidence: '',
    }
    const bot = await ada.submit(await ada.slash({ guild: clp.guild }, 'warn', { person: clp.bot.id }), typed)
    expect(bot.text).toContain('This account is a bot')
    expect(bot.text).toContain('Nothing you typed is lost')
    const self = await ada.submit(await ada.slash({ guild: clp.guild }, 'warn', { person: ada.id }), typed)
    expect(self.text).toContain('You cannot open a case about yourself')
    const { id: gone } = clp.discord.addUser({ username: 'gone', name: 'Gil Gone' })
    const ref = await opened(clp, clp.as(gone))
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    await told(clp, ada, `${ref}: serve the notice another way`)
  })
})

/** For tests that leave its officers, channels and settings as they were. */
const clpOf = sharedClp({ mornings: true })

describe('presses that come twice, late or together', () => {
  test('D2 the same form twice, two presses of Put to the admins: one case; Edit keeps every word', async () => {
    const clp = clpOf()
    const { ada } = cast(clp)
    const robin = someone(clp)
    const proposed = async () => (await entries(clp)).filter((e) => e.action === 'case.proposed').length
    const before = { proposed: await proposed(), rooms: clp.discord.threads(clp.guild).length }
    const form = await ada.slash({ guild: clp.guild }, 'warn', { person: robin.id })
    const wrong = await ada.submit(form, {
      what: 'All of this text.',
      when: 'the day of reckoning',
      rules: [],
      evidence: 'And of this.',
    })
    expect(wrong.text).toContain('Nothing you typed is lost')
    const again = await ada.press(wrong, 'Edit')
    expect(again.modal?.fields.map((f) => f.value)).toEqual(
      expect.arrayContaining(['All of this text.', 'the day of reckoning', 'And of this.']),
    )
    const typed = {
      what: 'All of this text.',
      when: 'yesterday',
      rules: ['bullying'],
      evidence: 'And of this.',
    }
    const [one, two] = await Promise.all([ada.submit(again, typed), ada.submit(again, typed)])
    expect([one.failed, two.failed]).toEqual([undefined, undefined])
    const shown = one.buttons.length > 0 ? one : two
    const [a, b] = await Promise.all([
      ada.press(shown, 'Put to the admins'),
      ada.press(shown, 'Put to the admins'),
    ])
    const ref = /2026-\d{3}/.exec([a.text, b.text].join('\n'))?.[0] ?? 'no case'
    const late = await ada.submit(again, { ...typed, what: 'Something else.' })
    expect(late.text).toContain(`That was done already: it is ${ref}`)
    await roomOf(stage(clp), ref)
    expect(await proposed()).toBe(before.proposed + 1)
    expect(clp.discord.threads(clp.guild)).toHaveLength(before.rooms + 1)
  })

  test('D4 D5 two admins at once: one Agree, one notice; two Signs, one decision, one letter', async () => {
    const clp = clpOf()
    const { ada, ben, cleo } = cast(clp)
    const robin = someone(clp)
    const ref = await opened(clp, robin)
    const card = await cardWith(stage(clp), ref, 'Agree to ask')
    const agreed = await Promise.all([ben.press(card, 'Agree to ask'), cleo.press(card, 'Agree to ask')])
    const texts = agreed.map((x) => x.text).toSorted()
    expect(texts[0]).toContain('Agreed.')
    expect(texts[1]).toContain('moved on since')
    const notice = await told(clp, robin, /We would like to hear your side/)
    const form = await robin.press(notice, 'Give my side')
    const [first, second] = await Promise.all([
      robin.submit(form, { side: 'My side, once.' }),
      robin.submit(form, { side: 'My side, once.' }),
    ])
    expect([first.failed, second.failed]).toEqual([undefined, undefined])
    await robin.press(first, "That's all")
    const signing = await cardWith(stage(clp), ref, 'Sign')
    const signed = await Promise.all([ada, ben, cleo].map((who) => who.press(signing, 'Sign')))
    expect(signed.filter((x) => x.text.includes('it is decided'))).toHaveLength(1)
    await letterOf(clp, robin, ref)
    await aMoment()
    const all = clp.discord.dm(robin.id).filter((m) => m.content.includes(ref))
    expect(all.filter((m) => m.content.includes('hear your side'))).toHaveLength(1)
    expect(all.filter((m) => m.content.includes('**A warning**'))).toHaveLength(1)
    expect(all.at(-1)?.text.match(/My side, once\./g)).toHaveLength(1)
    // afterwards every button says what has happened since
    for (const name of ['agree', 'sign', 'dont-sign', 'edit-letter', 'drop', 'case-lighter']) {
      const stale = await clp.discord.forge.press(`${name}:${clp.guild}:${ref}:2`, {
        as: cleo.id,
        channelId: card.channelId,
      })
      const answer = stale.modal
        ? await ada.submit(
            stale,
            Object.fromEntries(
              stale.modal.fields.map((f) => [
                f.customId,
                f.options.length > 0 ? [f.options[0]?.value ?? ''] : 'Too late.',
              ]),
            ),
          )
        : stale
      expect(answer.text, name).toMatch(
        /moved on since\. Where it stands now: (closed with a sanction|decided)|There is nothing/,
      )
    }
    await expectVerified(clp)
  })
})

const LONG = '👩‍👩‍👧‍👦'.repeat(360)
const STRANGE: [string, string][] = [
  ['4000 characters of emoji', LONG.slice(0, 3960)],
  ['right to left and bidi marks', '\u202Eהצהרה \u2066evil\u2069 txet \u200F‮'],
  ['zalgo', 'Z̷̡͙̝͓̗̫͎̣̎̾͑a̸̡͇̯͋͊̓͠l̶̨̬̯̳̓g̵̲̈́͜o̴͓͘'.repeat(20)],
  ['mentions', '@everyone @here <@&1> <#2> <@3> </ban:4>'],
  [
    'markdown',
    '# Big\n> quote\n**bold** ||spoiler|| [click](https://evil.example) ~~x~~ `code`\n```js\nfence\n``` ```',
  ],
  ['templates', '{{mustache}} {{{raw}}} {{#each}}{{/each}} ${js} %s'],
  ['invitations and links', 'discord.gg/abcdef https://discord.com/invite/x <https://a.b> <t:0:R> <:a:1>'],
  ['characters that cannot be seen', 'a\u0000b\u0007c\u200Bd\uFEFFe\uD800f'],
  ['lines without end', 'x\n'.repeat(1500)],
  ['the ends of embeds and ids', '"}],"content":"pwned" ::: --'],
]

describe('the longest and strangest texts', () => {
  const shared = sharedClp()

  test.each(STRANGE.map((text, n) => [...text, n] as const))(
    'F4 %s: shown as text on the card, in notice, letter and log, and no mention fires',
    async (_, text, n) => {
      const clp = shared()
      const { ada, cleo, member } = cast(clp)
      const robin = member(n)
      const ref = await opened(clp, robin, { what: text })
      const { ben } = cast(clp)
      await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
      const notice = await told(clp, robin, ref)
      const said = await robin.submit(await robin.press(notice, 'Give my side'), { side: text })
      expectedPlain(said)
      await robin.press(said, "That's all")
      const edit = await cleo.press(await cardWith(stage(clp), ref, 'Edit letter'), 'Edit letter')
      const most = edit.modal?.fields.find((f) => f.customId === 'words')?.maxLength ?? 1000
      expectedPlain(await cleo.submit(edit, { words: text.slice(0, most) }))
      await cardSays(clp, ref, 'own paragraph in the letter')
      const refuse = await cleo.press(await cardWith(stage(clp), ref, "Don't sign"), "Don't sign")
      expectedPlain(await cleo.submit(refuse, { reason: text.slice(0, 1500) }))
      expectedPlain(await ada.press(await cardOf(clp, ref), 'Read all'))
      await bothSign(clp, ref)
      await letterOf(clp, robin, ref)
      const room = await roomOf(stage(clp), ref)
      for (const message of [
        ...clp.discord.messages(room.id),
        ...clp.discord.dm(robin.id),
        ...clp.discord.messages(clp.channels.log),
      ]) {
        expect(message.pings).toEqual({ everyone: false, users: [], roles: [] })
        const shown = [message.content, JSON.stringify(message.embeds)].join('\n')
        expect(shown).not.toMatch(
          /(?<!\\)@everyone|(?<!\\)<@&1>|(?<!\\)\|\|spoiler|\]\(https:\/\/evil|(?<![\\`])```js/,
        )
      }
      expect(logText(clp)).not.toContain(text.slice(0, 12))
    },
  )

  test('F4 D2 everything at once at its longest still makes a card, and all of it is under Read all', async () => {
    const clp = shared()
    const { ada, ben, cleo } = cast(clp)
    const { id } = clp.discord.addUser({ username: 'longest', name: 'W'.repeat(32) })
    clp.discord.addMember(clp.guild, id)
    const person = clp.as(id)
    const long = (word: string) => `${word} ${'*_~|`>'.repeat(660)}`
    const ref = await opened(clp, person, { what: long('first') })
    for (const word of ['second', 'third', 'fourth'])
      expect(await opened(clp, person, { what: long(word) })).toBe(ref)
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const notice = await told(clp, person, ref)
    for (const word of ['one', 'two', 'three'])
      expectedPlain(await person.submit(await person.press(notice, 'Give my side'), { side: long(word) }))
    await wontReply(person, notice)
    const edit = await cleo.press(await cardWith(stage(clp), ref, 'Sign'), 'Edit letter')
    const most = edit.modal?.fields.find((f) => f.customId === 'words')?.maxLength ?? 1000
    await cleo.submit(edit, { words: long('own').slice(0, most) })
    await cardSays(clp, ref, 'own paragraph in the letter')
    for (const who of [cleo, ada]) {
      const refuse = await who.press(await cardWith(stage(clp), ref, "Don't sign"), "Don't sign")
      expectedPlain(await who.submit(refuse, { reason: long('because').slice(0, 1500) }))
    }
    await cardSays(clp, ref, 'the signers did not agree')
    const all = (await ben.press(await cardOf(clp, ref), 'Read all')).text
    for (const word of ['first', 'second', 'third', 'fourth', 'one', 'two', 'three', 'because'])
      expect(all).toContain(`${word} *_~|`)
    expect(clp.process.output()).not.toContain('delivery failed')
  })

  test('F4 names of thirty-two odd characters are names everywhere', async () => {
    const clp = shared()
    for (const name of [
      '@everyone **a** [x](https://e.x) `b',
      '\u202E'.repeat(32),
      '{{clp}}\n# Big',
      '👑'.repeat(16),
      '-'.repeat(32),
    ]) {
      const { id } = clp.discord.addUser({ username: `odd${name.length}`, name })
      clp.discord.addMember(clp.guild, id)
      const ref = await sanctioned(clp, clp.as(id))
      const room = await roomOf(stage(clp), ref)
      for (const message of [...clp.discord.messages(room.id), ...clp.discord.dm(id)]) {
        expect(message.pings).toEqual({ everyone: false, users: [], roles: [] })
        expect(message.content).not.toMatch(/(?<!\\)@everyone|^# Big/m)
        expect(message.content).not.toContain('\u202E')
      }
    }
  }, 60_000)

  test('D1 nothing typed is lost on a refusal: what was written comes back', async () => {
    const clp = shared()
    const { cleo, member } = cast(clp)
    const ref = await opened(clp, member(11))
    const before = await cleo.press(await cardOf(clp, ref), 'Drop case')
    const { ben } = cast(clp)
    await ben.submit(await ben.press(await cardOf(clp, ref), 'Drop case'), { reason: 'Mistaken.' })
    const late = await cleo.submit(before, { reason: 'A long and careful reason.' })
    expect(late.text).toContain('moved on since. Where it stands now: dropped')
    expect(late.text).toContain('A long and careful reason.')
  })
})

const expectedPlain = (answer: Answer): void => {
  expect(answer.failed).toBeUndefined()
  expect(answer.text).not.toContain('Something went wrong')
}

describe('rooms, cards and channels that go away', () => {
  test('J1 a deleted card, a deleted room, an archived and a locked room: all is there again', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, owner } = cast(clp)
    const robin = someone(clp)
    const { ref, notice } = await asked(clp, robin)
    const card = await cardSays(clp, ref, 'they have until')
    owner.deleteMessage(card)
    await wontReply(robin, notice)
    const anew = await cardWith(stage(clp), ref, 'Sign')
    expect(anew.id).not.toBe(card.id)
    owner.deleteChannel(anew.channelId)
    const words = { words: 'We would gladly talk with you.' }
    const edit = await clp.discord.forge.press(`edit-letter:${clp.guild}:${ref}`, {
      as: cleo.id,
      channelId: clp.channels.rooms,
    })
    await cleo.submit(edit, words)
    await passTime(clp, () => clp.discord.threads(clp.guild).some((t) => t.name === ref), 'the new room')
    const room = await roomOf(stage(clp), ref)
    expect(room.id).not.toBe(anew.channelId)
    await passTime(
      clp,
      () => clp.discord.messages(room.id).some((m) => m.buttons.some((b) => b.label === 'Sign')),
      'its card',
    )
    expect((await roomOf(stage(clp), ref)).members).toEqual(expect.arrayContaining([ada.id, ben.id, cleo.id]))
    owner.archiveThread(room.id)
    await signs(clp, ada, ref)
    await cardSays(clp, ref, 'waiting for 1 more')
    owner.lockThread(room.id)
    owner.archiveThread(room.id)
    const locked = await clp.discord.forge.press(`sign:${clp.guild}:${ref}:3`, {
      as: ben.id,
      channelId: clp.channels.rooms,
    })
    expect(locked.text).toContain('it is decided')
    await letterOf(clp, robin, ref)
    await cardSays(clp, ref, 'closed with a sanction')
    await expectVerified(clp)
  }, 60_000)

  test('J1 the rooms’ channel deleted: /setup channels, and every open room is there again', async () => {
    const clp = await startClp()
    const { ada, owner, secretary, member } = cast(clp)
    const ref = await heard(clp, member(0))
    owner.deleteChannel(clp.channels.rooms)
    await aMoment()
    const { id: rooms } = clp.discord.addChannel(clp.guild, {
      name: 'new-rooms',
      overwrites: [
        { target: clp.guild, deny: ['ViewChannel'] },
        {
          target: clp.bot.id,
          allow: [
            'ViewChannel',
            'SendMessages',
            'SendMessagesInThreads',
            'CreatePrivateThreads',
            'ManageThreads',
            'ReadMessageHistory',
          ],
        },
        ...[clp.secretary, ...clp.admins].map((target) => ({ target, allow: ['ViewChannel'] as const })),
      ],
    })
    const set = await secretary.slash({ guild: clp.guild }, 'setup channels', { rooms })
    await clp.discord.waitFor(() => !set.deferred, 'the answer')
    expect(set.content).toContain(rooms)
    await passTime(
      clp,
      () => clp.discord.threads(clp.guild).some((t) => t.name === ref && t.parentId === rooms),
      'the room in the new channel',
    )
    await signs(clp, ada, ref)
    await cardSays(clp, ref, 'waiting for 1 more')
  })

  test.each(['deleted', 'closed to the bot'])(
    'J5 J2 the log channel %s: Secretary and Chair are told once, nothing is lost, and the order is kept',
    async (how) => {
      const clp = await startClp()
      const { owner, secretary, chair, member } = cast(clp)
      await logged(clp, 'Appointed a new EC member')
      const had = logText(clp)
      if (how === 'deleted') owner.deleteChannel(clp.channels.log)
      else owner.setPermissions(clp.channels.log, clp.bot.id, { deny: ['ViewChannel', 'SendMessages'] })
      await sanctioned(clp, member(0))
      await told(clp, secretary, 'cannot write to the Secretary')
      await told(clp, chair, 'cannot write to the Secretary')
      daysOn(clp, 1)
      await sanctioned(clp, member(1))
      expect(clp.discord.dm(secretary.id).filter((m) => m.content.includes('cannot write'))).toHaveLength(1)
      expect(clp.discord.dm(secretary.id)[0]?.text).not.toMatch(/Robin|crook/)
      const { id: log } = clp.discord.addChannel(clp.guild, {
        name: 'new-log',
        overwrites: [
          { target: clp.guild, deny: ['ViewChannel'] },
          { target: clp.bot.id, allow: ['ViewChannel', 'SendMessages', 'ReadMessageHistory'] },
          { target: clp.secretary, allow: ['ViewChannel'] },
        ],
      })
      const set = await secretary.slash({ guild: clp.guild }, 'setup channels', { log })
      await clp.discord.waitFor(() => !set.deferred, 'the answer')
      const shown = () =>
        clp.discord
          .messages(log)
          .map((m) => m.content)
          .join('\n')
      await passTime(clp, () => shown().includes('Chose the channels'), 'the lines that waited')
      const written = () =>
        clp.discord
          .messages(log)
          .filter((m) => !m.content.startsWith('Refusals and deliveries'))
          .flatMap((m) => [...m.content.matchAll(/^no\. (\d+) · /gm)].map((found) => Number(found[1])))
      const isThere = /^(?!refusal\.|delivery\.)/
      const last = (await entries(clp)).findLastIndex((e) => isThere.test(e.action)) + 1
      await clp.discord.waitFor(() => written().includes(last), 'the last line')
      const numbers = written()
      expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
      const before = [...had.matchAll(/^no\. (\d+) · /gm)].map((found) => Number(found[1]))
      const due = (await entries(clp))
        .map((e, i) => ({ n: i + 1, action: e.action }))
        .filter((e) => isThere.test(e.action) && e.n <= last)
        .map((e) => e.n)
      expect([...before, ...numbers].toSorted((a, b) => a - b)).toEqual(due)
      await expectVerified(clp)
    },
  )
})

describe('Discord on a bad day', () => {
  test('the bot kicked and invited back: it leaves the server in peace meanwhile, and goes on where it was', async () => {
    const clp = await startClp()
    const { owner, member } = cast(clp)
    const robin = member(0)
    const ref = await heard(clp, robin)
    until(clp, '2026-03-02', '19:00')
    await bothSign(clp, ref)
    await logged(clp, 'Decided by 2 signatures: a warning')
    await nothingDue(clp)
    owner.kick(clp.guild, clp.bot.id)
    await clp.discord.gateway.allArrived()
    const before = clp.discord.requests.length
    // the letter falls due while the bot is away: it is neither sent nor taken for undeliverable
    daysOn(clp, 1)
    await aMoment()
    daysOn(clp, 1)
    await aMoment()
    const meanwhile = clp.discord.requests.slice(before).map((x) => `${x.request.method} ${x.request.path}`)
    // what falls due is deleted all the same, and asks Discord for the time first (K5)
    expect(meanwhile.filter((x) => !/\/gateway|\/users\/@me$/.test(x))).toEqual([])
    clp.discord.inviteBot(clp.guild, clp.bot.id, [
      'ViewChannel',
      'SendMessages',
      'SendMessagesInThreads',
      'CreatePrivateThreads',
      'ManageThreads',
      'ReadMessageHistory',
      'BanMembers',
      'ViewAuditLog',
      'CreateInstantInvite',
    ])
    await passTime(
      clp,
      () => clp.discord.dm(robin.id).some((m) => m.content.includes('**A warning**')),
      'the letter',
    )
    await letterOf(clp, robin, ref)
    await expectVerified(clp)
  }, 60_000)

  test('a closed gateway, a broken connection, a session that ends: nobody notices', async () => {
    const clp = clpOf()
    const robin = someone(clp)
    const ref = await opened(clp, robin)
    const back = () =>
      passTime(clp, () => clp.discord.gateway.connected().includes(clp.bot.id), 'the connection')
    clp.discord.gateway.close(4000)
    await back()
    const { ben } = cast(clp)
    await ben.press(await cardWith(stage(clp), ref, 'Agree to ask'), 'Agree to ask')
    const notice = await told(clp, robin, /We would like to hear your side/)
    clp.discord.gateway.drop()
    await back()
    await wontReply(robin, notice)
    clp.discord.gateway.invalidate(false)
    await aMoment()
    await back()
    await bothSign(clp, ref)
    await letterOf(clp, robin, ref)
    await expectVerified(clp)
  }, 60_000)

  test('G1 429s, slow and failing answers: everything arrives once and in order', async () => {
    const clp = await startClp({ unchecked: true })
    const { member } = cast(clp)
    const robin = member(0)
    clp.discord.faults.add({
      match: { method: 'POST', path: /\/messages$/, nth: 2 },
      when: 'before',
      do: {
        status: 429,
        body: { message: 'You are being rate limited.', retry_after: 0.3, global: false },
        headers: { 'retry-after': '0.3' },
      },
      times: 3,
    })
    clp.discord.faults.add({
      match: { method: 'POST', path: /\/messages$/, nth: 6 },
      when: 'after',
      do: { status: 502, body: {} },
      times: 2,
    })
    clp.discord.faults.add({
      match: { method: 'POST', path: /\/messages$/, nth: 9 },
      when: 'after',
      do: { dropSocket: true },
      times: 2,
    })
    clp.discord.faults.add({
      match: { method: 'PATCH', nth: 2 },
      when: 'before',
      do: { delayMs: 1200 },
      times: 2,
    })
    const ref = await decided(clp, robin)
    const letter = await letterOf(clp, robin, ref)
    expect(letter.content).toContain(ref)
    await logged(clp, 'Decided by 2 signatures: a warning')
    await aMoment()
    const titles = clp.discord
      .dm(robin.id)
      .map((m) => /^\*\*(.+?)\*\* · \d/.exec(m.content)?.[1])
      .filter(Boolean)
    expect(titles).toEqual(['We would like to hear your side', 'A warning'])
    const numbers = [...logText(clp).matchAll(/^no\. (\d+) · /gm)].map((found) => Number(found[1]))
    expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b))
    const room = await roomOf(stage(clp), ref)
    const lines = clp.discord.messages(room.id).map((m) => m.content.split('\n')[0])
    expect(new Set(lines).size).toBe(lines.length)
    await expectVerified(clp)
  }, 60_000)
})
