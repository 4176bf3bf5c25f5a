import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { daysOn } from '../src/practice-mode/exercises/morning.ts'
import { appointSmallClp } from '../src/practice-mode/appoint-small-clp.ts'
import { atTheVote, heard, sanctioned } from '../src/practice-mode/exercises/history.ts'
import { exercisesOnPage } from '../src/practice-mode/exercises/on-page.ts'
import type { Stage } from '../src/practice-mode/story.ts'
import { type Page as PracticePage, startPage } from '../src/practice/page/page-server.ts'
import { startChromium } from '../test/browser/chromium.ts'

const FOLDER = join(import.meta.dirname, '../docs/pictures')

/** One picture: what of the page, as whom and where, and how large the window is. */
interface Picture {
  name: string
  person: string
  channel: string
  width: number
  height: number
  dark?: boolean
  /** Text of the message that stands at the top; the newest message otherwise. */
  from?: string
  /** A part of the page; all of it otherwise. */
  part?: string
  /** With the exercises open, and the first of them unfolded. */
  exercises?: boolean
  /** With the first exercise begun. */
  begun?: boolean
}

/** The little of an element that is needed here. */
interface Scrolls {
  scrollIntoView(options: { block: string }): void
}

/** What the pictures show, played by the people of the practice CLP. */
async function play(stage: Stage, readBy: { readAll(people: readonly string[]): void }): Promise<Picture[]> {
  const { discord, clp } = stage
  const [robin, sam, tess] = clp.members as [string, string, string]
  await sanctioned(stage, sam, 'Called another member a liar in the general channel.')
  await atTheVote(stage, tess)
  daysOn(discord.clock, 1)
  discord
    .as(sam)
    .say(
      { guild: clp.guild, channel: clp.channels.general },
      'Who is coming to the street stall on Saturday?',
    )
  discord
    .as(clp.members[4] as string)
    .say({ guild: clp.guild, channel: clp.channels.general }, 'I am, from ten o’clock. I bring the leaflets.')
  const others = [...clp.members, ...clp.ec, clp.chair, clp.smOfficer, clp.owner]
  readBy.readAll([...others, ...clp.admins, clp.secretary])
  const ref = await heard(stage, robin, 'Called another member a parasite, twice, in front of new members.')
  // what is new stands out: for those who have something to do
  readBy.readAll(others)
  const thread = (isOne: (name: string) => boolean): string =>
    discord.threads(clp.guild).findLast((t) => isOne(t.name))?.id ?? ''
  const dm = discord.dm(robin)[0]?.channelId ?? ''
  const room = thread((name) => name === ref)
  const appeal = thread((name) => name.startsWith('A'))
  const wide = { width: 1280, height: 820 }
  return [
    { name: 'page', person: clp.admins[1], channel: room, ...wide, from: `Case ${ref}` },
    {
      name: 'secretarys-log',
      person: clp.secretary,
      channel: clp.channels.log,
      width: 1000,
      height: 640,
      part: 'main',
      from: 'Signed the decision',
    },
    {
      name: 'case-room',
      person: clp.admins[1],
      channel: room,
      width: 1000,
      height: 860,
      part: 'main',
      from: `Case ${ref}`,
    },
    {
      name: 'notice',
      person: robin,
      channel: dm,
      width: 820,
      height: 980,
      part: 'main',
      from: 'We would like to hear your side',
    },
    {
      name: 'exercises',
      person: clp.admins[0],
      channel: clp.channels.general,
      width: 1000,
      height: 760,
      part: 'dialog',
      exercises: true,
    },
    { name: 'ec-vote', person: clp.ec[1], channel: appeal, width: 1000, height: 640, part: 'main' },
    { name: 'phone', person: robin, channel: dm, width: 390, height: 780, dark: true },
    {
      name: 'rehearsal',
      person: clp.admins[0],
      channel: clp.channels.general,
      width: 1280,
      height: 520,
      begun: true,
    },
  ]
}

async function take(browser: Browser, page: PracticePage, picture: Picture): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: picture.width, height: picture.height },
    colorScheme: picture.dark === true ? 'dark' : 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  const tab = await context.newPage()
  await tab.goto(`${page.url}/#${picture.person}/${picture.channel}`)
  await tab.locator('#messages article').first().waitFor()
  const articles = tab.locator('#messages article')
  const shown =
    picture.from === undefined ? articles.last() : articles.filter({ hasText: picture.from }).first()
  const block = picture.from === undefined ? 'end' : 'start'
  await shown.evaluate((article: Scrolls, at) => article.scrollIntoView({ block: at }), block)
  if (picture.exercises === true) {
    await tab.getByRole('button', { name: 'Exercises', exact: true }).click()
    await tab.locator('dialog summary').first().click()
  }
  if (picture.begun === true) {
    await tab.getByRole('button', { name: 'Exercises', exact: true }).click()
    await tab.locator('dialog summary').first().click()
    await tab.getByRole('button', { name: 'Start: A first warning' }).click()
    await tab.locator('#rehearsal strong').waitFor()
  }
  const path = join(FOLDER, `${picture.name}.png`)
  if (picture.part === undefined) await tab.screenshot({ path })
  else await tab.locator(picture.part).first().screenshot({ path })
  await context.close()
  process.stdout.write(`docs/pictures/${picture.name}.png\n`)
}

/** Makes the pictures of the README and the guides from the practice page, all anew. */
const dataDir = mkdtempSync(join(tmpdir(), 'clp-pictures-'))
mkdirSync(FOLDER, { recursive: true })
const page = await startPage({
  port: 0,
  dataDir,
  setUp: appointSmallClp,
  exercises: exercisesOnPage,
  start: '2026-03-02T09:30:00.000Z',
})
const browser = await startChromium()
try {
  await page.session().prepared
  const { discord, clp, putPlugIn } = page.session()
  const pictures = await play(
    { discord, clp, tell: () => undefined, botBack: putPlugIn },
    page.session().unread,
  )
  for (const picture of pictures) await take(browser, page, picture)
} finally {
  await browser.close()
  await page.close()
  rmSync(dataDir, { recursive: true, force: true })
}
