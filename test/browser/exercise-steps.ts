import type { Visit } from './visit.ts'

/** Whom the exercises are about, and the matter that they go on with. */
export interface About {
  member: string
  /** The newest room: where the case or appeal of the exercise is dealt with. */
  room(): string
}

type Step = (v: Visit, about: About) => Promise<void>

const BOT = 'clp-moderation'

const inRoom =
  (who: string, button: string, then: Step = () => Promise.resolve()): Step =>
  async (v, about) => {
    await v.be(who)
    await v.open(about.room())
    await v.press(button)
    await then(v, about)
  }

const inDms =
  (who: string | null, button: string, then: Step = () => Promise.resolve(), saying = ''): Step =>
  async (v, about) => {
    await v.be(who ?? about.member)
    await v.open(BOT)
    await v.press(button, saying)
    await then(v, about)
  }

const writes =
  (label: string, words: string): Step =>
  async (v) => {
    await v.hands.write(v.field(label), words)
    await v.submit()
  }

const thenPresses =
  (button: string): Step =>
  async (v) =>
    v.press(button)

const inOrder =
  (...steps: Step[]): Step =>
  async (v, about) => {
    for (const step of steps) await step(v, about)
  }

const warns: Step = async (v, { member }) => {
  await v.be('Ada Bell')
  await v.command('warn', { person: member })
  await v.hands.write(v.field('What happened'), 'Called another member a liar.')
  await v.hands.write(v.field('When'), 'yesterday')
  const rule = v.hands.page.locator('dialog[open]').getByLabel('Personal attacks, personal abuse or shaming')
  await v.hands.tick(rule)
  await v.submit()
  await v.press('Put to the admins')
}

const givesSide = inDms(
  null,
  'Give my side',
  inOrder(writes('Your side', 'I was angry.'), thenPresses("That's all")),
)
const votes = (who: string): Step => inRoom(who, 'Does not stand', writes('Your reasons', 'It was a joke.'))
const clock =
  (...buttons: string[]): Step =>
  async (v) => {
    for (const button of buttons) await v.clock(button)
  }
const command =
  (who: string | null, path: string, options: (about: About) => Record<string, string> = () => ({})): Step =>
  async (v, about) => {
    await v.be(who ?? about.member)
    await v.command(path, options(about))
  }

const answersTheRequest: Step = inOrder(inDms('Sheila Grant', 'Open'), async (v) => {
  const { page } = v.hands
  const release = page
    .locator('#messages article')
    .last()
    .getByRole('button', { name: 'Release', exact: true })
  const send = page.locator('#messages article').last().getByRole('button', { name: 'Send', exact: true })
  await release.or(send).first().waitFor()
  while (await release.isVisible()) {
    const before = await page.locator('#messages article').last().textContent()
    await v.press('Release')
    await page.waitForFunction((text) => {
      const all = globalThis as unknown as {
        document: { querySelectorAll(s: string): Iterable<{ textContent: string }> }
      }
      return [...all.document.querySelectorAll('#messages article')].at(-1)?.textContent !== text
    }, before)
  }
  await v.press('Send')
  await v.press('Yes, send it')
})

/** How each exercise is done on the page, one act a step. */
export const STEPS: Record<string, { title: string; member: string; steps: Step[] }> = {
  'first-warning': {
    title: 'A first warning',
    member: 'Robin Ashdown',
    steps: [
      warns,
      inRoom('Ben Cole', 'Agree to ask'),
      givesSide,
      inRoom('Ada Bell', 'Sign'),
      inRoom('Ben Cole', 'Sign'),
      inDms(null, "I've read this", undefined, 'A warning'),
    ],
  },
  'both-sides': {
    title: 'Hearing both sides',
    member: 'Sam Okafor',
    steps: [
      inRoom('Ben Cole', 'Agree to ask'),
      inDms(null, 'I need more time'),
      givesSide,
      inRoom('Cleo Marsh', 'Read all'),
      inRoom('Cleo Marsh', 'Sign'),
      inRoom('Ada Bell', 'Sign'),
    ],
  },
  'second-breach': {
    title: 'A second breach',
    member: 'Tess Whitlock',
    steps: [
      command('Ada Bell', 'history', ({ member }) => ({ person: member })),
      warns,
      inRoom('Ben Cole', 'Agree to ask'),
      givesSide,
      inRoom('Ada Bell', 'Sign'),
      inRoom('Ben Cole', 'Sign'),
      inDms(null, "I've read this", undefined, 'A 30-day ban'),
      clock('+30 days', '+1 day'),
    ],
  },
  'no-signature': {
    title: 'A signer who does not sign',
    member: 'Umar Siddiqui',
    steps: [
      inRoom('Ben Cole', "Don't sign", writes('Why do you not sign?', 'I would try mediation first.')),
      inRoom('Ada Bell', 'Sign'),
      clock('+1 week', '+1 day'),
      inRoom('Charles Obi', 'Sign'),
      inDms(null, "I've read this", undefined, 'A warning'),
    ],
  },
  'conflicted-secretary': {
    title: 'A conflicted Secretary',
    member: 'Vera Lindqvist',
    steps: [
      inDms(null, 'Appeal', async (v) => {
        await v.hands.write(v.field('What should change, and why?'), 'It was a joke.')
        await v.hands.select(v.field('Is the Secretary involved?'), 'Yes: Edith Moon')
        await v.submit()
      }),
      command('Sheila Grant', 'appeals view', ({ room }) => ({ ref: room() })),
      inRoom('Edith Moon', 'Put to the EC'),
    ],
  },
  'banned-appeal': {
    title: 'A banned member’s appeal',
    member: 'Will Trevanion',
    steps: [
      inDms(null, 'Appeal', writes('What should change, and why?', 'He laughed with us.'), 'A 30-day ban'),
      inRoom('Sheila Grant', 'Put to the EC'),
      inDms('Ada Bell', 'Add a statement', writes('What you want to add', 'He wrote to us later.')),
      async (v, about) => {
        await v.be(about.member)
        await v.open(BOT)
        await v.command('appeal')
        await v.press('Answer')
        await writes('Your answer', 'He told me that he liked it.')(v, about)
        await v.press("That's all")
      },
      clock('+1 week'),
    ],
  },
  'ec-vote': {
    title: 'A vote of the EC',
    member: 'Xanthe Moore',
    steps: [votes('Edith Moon'), votes('Femi Ade'), votes('Gwen Parry'), clock('+1 week')],
  },
  'own-data': {
    title: 'A request for one’s data',
    member: 'Yusuf Demir',
    steps: [
      command(null, 'privacy'),
      command(null, 'mydata'),
      async (v, about) => {
        await v.be(about.member)
        await v.press('Ask for the rest')
        await v.submit()
      },
      answersTheRequest,
    ],
  },
}
