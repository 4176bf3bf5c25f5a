import { expect, test } from 'vitest'
import { startClp } from '../support/clp.ts'
import {
  asked,
  banIs,
  banned30,
  bothSign,
  cardSays,
  cardWith,
  cast,
  daysOn,
  entries,
  letterOf,
  opened,
  signs,
  stage,
  told,
  wontReply,
} from '../support/stories.ts'

test('E11 D4 the finding of a lifetime ban is put to the person; one that changes, or comes with another incident, opens the reply again', async () => {
  const clp = await startClp()
  const { ada, ben, member } = cast(clp)
  const robin = member(0)
  await banned30(clp, robin)
  daysOn(clp, 40)
  await banIs(clp, robin, false)
  robin.join(clp.guild)
  const { ref, notice } = await asked(clp, robin, {
    what: 'And again.',
    finding: 'It began anew within a day.',
  })
  expect(notice.content).toContain('It began anew within a day.')
  expect(notice.text).toContain('How it is said to have carried on')
  await wontReply(robin, notice)
  await signs(clp, ada, ref)

  // changed after they were asked: new for them to answer, and who signed did so without it
  const finding = await ben.press(await cardWith(stage(clp), ref, 'Write finding'), 'Write finding')
  expect((await ben.submit(finding, { finding: 'It began anew within the hour.' })).text).toContain(
    'they get more days to answer',
  )
  const again = await told(clp, robin, 'It began anew within the hour.')
  expect(again.content).toContain('Something new for you to answer')
  await cardSays(clp, ref, 'they have until')
  // the same words once more are nothing new
  const same = await ben.press(await cardWith(stage(clp), ref, 'Write finding'), 'Write finding')
  await ben.submit(same, { finding: 'It began anew within the hour. ' })
  expect((await entries(clp)).filter((e) => e.action === 'reply.reopened')).toHaveLength(1)

  // a second incident brings its own finding; the first one stays
  daysOn(clp, 1)
  expect(await opened(clp, robin, { what: 'A third time.', finding: 'It has become worse.' })).toBe(ref)
  const more = await told(clp, robin, 'It has become worse.', again.id)
  expect(more.text).toContain('It began anew within the hour.')
  await wontReply(robin, more)
  await bothSign(clp, ref)
  const letter = await letterOf(clp, robin, ref)
  expect(letter.text).toContain('It has become worse.')
  expect(letter.text).toContain('It began anew within the hour.')
}, 120_000)
