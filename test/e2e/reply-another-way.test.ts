import { describe, expect, test } from 'vitest'
import type { Person } from '../../src/practice/discord/driver/person.ts'
import { sharedClp } from '../support/clp.ts'
import {
  asked,
  bothSign,
  cardSays,
  cardWith,
  cast,
  daysOn,
  entries,
  heard,
  isDelivered,
  letterOf,
  logged,
  logText,
  opened,
  readAll,
  sanctioned,
  signs,
  stage,
} from '../support/stories.ts'

const NO_SUCH = 'There is nothing with that reference that you can see'

describe('a reply that came another way', () => {
  const clpOf = sharedClp()
  const here = () => ({ guild: clpOf().guild })
  const byMail = { said: 'I was quoting **someone** else.', how: 'e-mail', when: 'today', all: ['yes'] }
  const fills = (who: Person, ref: string) => who.slash(here(), 'case reply', { ref })

  test('D4 F3 a reply by e-mail is theirs on the card and in the letter, and closes the window where they have said all', async () => {
    const clp = clpOf()
    const { ada, ben, member } = cast(clp)
    const robin = member(0)
    const { ref } = await asked(clp, robin)
    await cardSays(clp, ref, 'they have until')
    const form = await fills(ben, ref)
    expect(form.modal?.title).toBe(`Reply in ${ref}`)
    expect(form.modal?.fields.map((f) => f.label)).toEqual([
      'What they said',
      'How it came',
      'When it came',
      'Is that all they want to say?',
      'Do they say that anyone should not decide it?',
    ])
    // a mistake gives back everything typed
    const wrong = await ben.submit(form, {
      ...byMail,
      said: 'ä'.repeat(3990),
      how: ' ',
      when: '1 March 2026',
    })
    expect(wrong.text).toContain('Say how it came')
    expect(wrong.text).toContain('That day is before they were asked')
    expect(wrong.text).toContain('ä'.repeat(3990))
    const again = await ben.press(wrong, 'Edit')
    const done = await ben.submit(again, byMail)
    expect(done.ephemeral).toBe(true)
    expect(done.text).toContain(`It is written down as their side in ${ref}`)
    expect(done.text).toContain('The time for a reply has ended')
    expect((await ben.submit(again, byMail)).text).toContain('You have sent that form already')
    const card = await cardWith(stage(clp), ref, 'Sign')
    expect(card.text).toContain('I was quoting \\*\\*someone\\*\\* else.')
    expect(card.text).toContain(
      `came another way (e-mail, 2 March 2026) and was written down by <@${ben.id}>`,
    )
    await bothSign(clp, ref)
    const letter = await letterOf(clp, robin, ref)
    expect(letter.text).toContain('I was quoting **someone** else.')
    expect(letter.text).toContain('This reached us another way: e-mail, 2 March 2026.')
    expect(letter.text).not.toContain('had no reply')
    await logged(clp, 'Wrote down a reply that came another way')
    expect(logText(clp)).not.toContain('quoting')
    const kept = (await entries(clp)).filter((e) => e.action === 'reply.given_another_way')
    expect(kept).toHaveLength(1)
    expect(kept[0]).toMatchObject({
      actor: ben.id,
      matter: ref,
      details: { means: 'e-mail', day: '2026-03-02' },
    })
    expect((await fills(ada, ref)).text).toContain('This has moved on since')
    clp.confide(['I was quoting'], [robin.id, ...clp.admins, clp.smOfficer])
  })

  test('D4 D6 one that is written down late goes to the signers, and their signatures are void; the names stand under Read all', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, member } = cast(clp)
    const ref = await heard(clp, member(1))
    await signs(clp, ada, ref)
    const done = await cleo.submit(await fills(cleo, ref), {
      said: 'My letter took a week.',
      how: 'post',
      when: 'today',
      all: ['no'],
    })
    expect(done.text).toContain('The reply had closed before')
    await cardSays(clp, ref, 'My letter took a week.')
    await cardSays(clp, ref, 'Signed: nobody yet')
    const all = await readAll(clp, ben, ref)
    expect(all).toMatch(/came another way \(post, \d March 2026\) and was written down by Cleo/)
    expect(all).toMatch(/: Ada [^\n]* ?signed \(letter version \d+, void since\)/)
    expect((await entries(clp)).map((e) => e.action)).toContain('reply.late_another_way')
  })

  test('D4 A5 A6 not before they were asked, not by those with no part in it, and suggested where it can still be', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, chair, secretary, smOfficer, ec, member } = cast(clp)
    const unasked = await opened(clp, member(2))
    expect((await fills(ben, unasked)).text).toContain('They have not been asked for their side yet')
    const { ref } = await asked(clp, member(3))
    await cardSays(clp, ref, 'they have until')
    const form = await fills(cleo, ref)
    const suggested = async (who: Person) =>
      (await who.autocomplete(here(), 'case reply', 'ref', '')).map((choice) => choice.value)
    expect(await suggested(ada)).toContain(ref)
    expect(await suggested(ada)).not.toContain(unasked)
    await cleo.slash(here(), 'involved', { ref, reason: 'A friend of theirs.' })
    expect(await suggested(cleo)).not.toContain(ref)
    expect((await cleo.submit(form, byMail)).text).toContain(NO_SUCH)
    const options = [{ type: 1, name: 'reply', options: [{ type: 3, name: 'ref', value: ref }] }]
    for (const who of [cleo, chair, secretary, ec[1], member(3), member(9)]) {
      const from = { as: who.id, channelId: clp.channels.general }
      expect((await clp.discord.forge.slash('case', options, from)).text).toContain(NO_SUCH)
    }
    expect((await fills(smOfficer, ref)).modal?.title).toBe(`Reply in ${ref}`)
  })

  test('D4 D7 whoever stands in writes it down too', async () => {
    const clp = clpOf()
    const { ben, cleo, smOfficer, chair, member } = cast(clp)
    const ref = await heard(clp, member(4))
    expect((await fills(chair, ref)).text).toContain(NO_SUCH)
    for (const who of [ben, cleo, smOfficer])
      await who.slash(here(), 'involved', { ref, reason: 'A cousin of mine.' })
    daysOn(clp, 1)
    const done = await chair.submit(await fills(chair, ref), {
      ...byMail,
      said: 'It was me, and I am sorry.',
    })
    expect(done.text).toContain('goes to the people who decide')
  })

  test('D4 D8 a first one that comes within days of the letter is looked at again by the signers', async () => {
    const clp = clpOf()
    const { ada, member } = cast(clp)
    const ref = await sanctioned(clp, member(5))
    await isDelivered(clp, ref)
    daysOn(clp, 3)
    const done = await ada.submit(await fills(ada, ref), { ...byMail, said: 'I was in hospital.' })
    expect(done.text).toContain('the signers look at the decision again')
    await cardSays(clp, ref, 'I was in hospital.')
    expect((await fills(ada, ref)).text).toContain('This has moved on since')
  })
})
