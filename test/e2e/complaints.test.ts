import { describe, expect, test } from 'vitest'
import { sharedClp } from '../support/clp.ts'
import {
  complains,
  complaintCardWith,
  posts,
  proposes,
  reports,
  signsComplaint,
} from '../support/complaints.ts'
import {
  aMoment,
  bothSign,
  calendarOf,
  cardWith,
  cast,
  daysOn,
  dmWith,
  entries,
  expectVerified,
  letterOf,
  logText,
  someone,
  stage,
  told,
  wontReply,
} from '../support/stories.ts'

describe('from the report to the outcome', () => {
  const clpOf = sharedClp({ mornings: true })

  test('C1 C2 C3 C4 C7 a post is reported, the admins decide together, and whoever complained is told', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, smOfficer, secretary } = cast(clp)
    const [robin, tess] = [someone(clp), someone(clp, 'Tess Whitlock')]
    clp.confide(['It made me afraid', 'It is still there.'], [tess.id, ...clp.admins, smOfficer.id])
    clp.confide(['It was said of nobody here'], [tess.id, ...clp.admins, smOfficer.id])
    const post = posts(clp, robin, 'She is a parasite on this branch.')
    const { ref, answer } = await reports(tess, post, { what: 'It made me afraid.' })
    expect(ref).toMatch(/^C2026-\d{3}$/)
    expect(answer.ephemeral).toBe(true)
    const ack = await told(clp, tess, /We have your complaint/)
    for (const text of [answer.text, ack.text]) {
      expect(text).toContain(ref)
      expect(text).toContain("We won't name you without asking you. They may guess.")
      expect(text).toContain(calendarOf(clp)(14))
    }
    robin.deleteMessage(post)

    const card = await complaintCardWith(clp, ref, 'Propose outcome')
    expect(card.text).toContain('She is a parasite')
    expect(card.text).toContain('1 person complains')
    expect(card.text).not.toContain('Tess')
    const all = await ada.press(card, 'Read all')
    expect(all.text).toContain('It made me afraid.')
    const room = clp.discord.threads(clp.guild).find((t) => t.name === ref)
    expect([...(room?.members ?? [])].filter((m) => m !== clp.bot.id).toSorted()).toEqual(
      [...clp.admins, smOfficer.id].toSorted(),
    )

    const empty = await proposes(clp, ada, ref, { outcome: ['no_breach'], reasons: '   ' })
    expect(empty.text).toContain('Give the reasons')
    const proposed = await proposes(clp, ada, ref, {
      outcome: ['content_removed'],
      reasons: 'It was a personal attack.',
    })
    expect(proposed.text).toContain('1 more signature is needed')
    expect((await signsComplaint(clp, ada, ref)).text).toContain('signed this already')
    const no = await cleo.press(await complaintCardWith(clp, ref, "Don't sign"), "Don't sign")
    expect((await cleo.submit(no, { reason: 'It is still there.' })).text).toContain('do not sign')
    // a changed proposal voids what was signed (D6)
    await proposes(clp, ben, ref, { outcome: ['no_breach'], reasons: 'It was said of nobody here.' })
    await complaintCardWith(clp, ref, /no breach of the rules/)
    expect((await signsComplaint(clp, ada, ref)).text).toContain('With that it is decided')
    const outcome = await told(clp, tess, /Your complaint is decided/)
    expect(outcome.text).toContain('The rules were not broken.')
    expect(outcome.text).toContain('It was said of nobody here.')
    expect(outcome.text).toContain('National Complaints team')
    expect(outcome.buttons.map((b) => b.label)).toEqual(['Take it to the EC'])
    await aMoment()
    // nobody who was never written to is troubled (C4)
    expect(clp.discord.dm(robin.id)).toEqual([])
    const mine = await tess.slash({ guild: clp.guild }, 'complain')
    await clp.discord.waitFor(
      () => mine.text.includes('The rules were not broken.'),
      'the outcome in /complain',
    )
    const list = await ada.slash({ guild: clp.guild }, 'complaint list', { state: 'all' })
    expect(list.text).toMatch(new RegExp(`${ref}.*closed: no breach`))
    const view = await secretary.slash({ guild: clp.guild }, 'complaint view', { ref })
    expect(view.text).toContain('nothing with that reference')
    expect(logText(clp)).not.toMatch(/Tess|Robin|parasite/)
    expect(
      (await entries(clp)).filter((e) => e.matter === ref && e.action === 'complaint.no_breach'),
    ).toHaveLength(1)
    await expectVerified(clp)
  })

  test('C3 D4 A5 a complaint becomes a case; whoever complained is kept out of it and told when it is over', async () => {
    const clp = clpOf()
    const { ada, ben, cleo, smOfficer } = cast(clp)
    const [robin, tess] = [someone(clp), someone(clp, 'Tess Whitlock')]
    clp.confide(['I could not sleep'], [tess.id, ada.id, ben.id, smOfficer.id])
    const post = posts(clp, robin, 'You are all crooks.')
    const { ref } = await reports(tess, post, { what: 'I could not sleep.' })
    // an admin who reports it for themselves decides nothing in it, one on duty does
    await reports(cleo, post)
    await reports(ben, post, { flags: ['duty'] })
    await complaintCardWith(clp, ref, /2 people complain; 1 reported as an officer on duty/)
    const room = () => clp.discord.threads(clp.guild).find((t) => t.name === ref)
    await clp.discord.waitFor(() => room()?.members.includes(cleo.id) === false, 'Cleo out of the room')
    expect((await cleo.slash({ guild: clp.guild }, 'complaint view', { ref })).text).toContain(
      'nothing with that reference',
    )
    const early = await clp.discord.forge.press(`complaint-case:${clp.guild}:${ref}`, {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(early.text).toContain('Propose that a case is opened first')
    await proposes(clp, ada, ref, { outcome: ['case_opened'], reasons: 'To hear both sides.' })
    await signsComplaint(clp, smOfficer, ref)
    const form = await ada.press(await complaintCardWith(clp, ref, 'Open a case'), 'Open a case')
    expect(form.text).not.toContain('sleep')
    const checked = await ada.submit(form, {
      what: 'Called the members crooks.',
      rules: ['personal-attacks'],
      evidence: '',
    })
    const caseRef = /\b\d{4}-\d{3}/.exec((await ada.press(checked, 'Put to the admins')).text)?.[0] ?? ''
    const looked = await told(clp, tess, /is being looked into/)
    expect(looked.text).not.toMatch(/Robin|warning/)
    await complaintCardWith(clp, ref, new RegExp(`with case ${caseRef}`))
    const hidden = await cleo.slash({ guild: clp.guild }, 'case view', { ref: caseRef })
    expect(hidden.text).toContain('nothing with that reference')
    expect((await ada.press(await complaintCardWith(clp, ref, 'Read all'), 'Read all')).text).toContain('Ben')
    // the same button again says what has become of it
    const again = await clp.discord.forge.press(`complaint-case:${clp.guild}:${ref}`, {
      as: ada.id,
      channelId: clp.channels.general,
    })
    expect(again.text).toContain(caseRef)

    await ben.press(await cardWith(stage(clp), caseRef, 'Agree to ask'), 'Agree to ask')
    const notice = await dmWith(stage(clp), robin.id, 'Give my side', caseRef)
    expect(notice.text).not.toMatch(/Tess|sleep/)
    await wontReply(robin, notice)
    await bothSign(clp, caseRef)
    await letterOf(clp, robin, caseRef)
    const over = await told(clp, tess, /Your complaint is decided/)
    expect(over.text).toContain('The rules were broken')
    expect(over.text).not.toMatch(/warning|ban|Robin/)
    await told(clp, cleo, /Your complaint is decided/)
    await complaintCardWith(clp, ref, /closed/)
    await expectVerified(clp)
  })

  test('C3 F5 words of advice are sent to the person, within the hours, and are no sanction', async () => {
    const clp = clpOf()
    const { ada, ben, smOfficer } = cast(clp)
    const [robin, tess] = [someone(clp), someone(clp, 'Tess Whitlock')]
    clp.confide(['Please count to ten'], [robin.id, ...clp.admins, smOfficer.id])
    const { ref } = await complains(clp, tess, { what: 'He shouts in every thread.', where: '#general' })
    daysOn(clp, 0, '19:00')
    const nobody = await proposes(clp, ada, ref, {
      outcome: ['words_of_advice'],
      reasons: 'A word is enough.',
      advice: 'Please count to ten.',
    })
    expect(nobody.text).toContain('choose whom it is about')
    // what was typed comes back with *Edit*
    const edit = await ada.press(nobody, 'Edit')
    expect(edit.modal?.text).toContain('Please count to ten.')
    await ada.submit(edit, { about: [robin.id] })
    await complaintCardWith(clp, ref, /Please count to ten/)
    await signsComplaint(clp, ben, ref)
    await complaintCardWith(clp, ref, /closed: words of advice/)
    await aMoment()
    expect(clp.discord.dm(robin.id)).toEqual([])
    daysOn(clp, 1, '09:00')
    const advice = await told(clp, robin, /Please count to ten/)
    expect(advice.text).toContain('no sanction')
    expect(advice.text).not.toContain('Tess')
    const outcome = await told(clp, tess, /Your complaint is decided/)
    expect(outcome.text).not.toContain('count to ten')
    const history = await ada.slash({ guild: clp.guild }, 'history', { person: robin.id })
    expect(history.text).not.toContain(ref)
    await expectVerified(clp)
  })
})
