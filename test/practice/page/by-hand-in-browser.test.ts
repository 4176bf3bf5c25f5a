import type { BrowserContext, Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { createInvite } from '../../../src/practice/discord/invites.ts'
import { violations } from '../../browser/axe.ts'
import { CHROMIUM, NO_CHROMIUM } from '../../browser/chromium.ts'
import { inBrowser } from '../../browser/in-browser.ts'
import { pageWorld } from './page-world.ts'

describe.skipIf(CHROMIUM === null)(
  `the page and Discord itself, in a browser${CHROMIUM === null ? ` (${NO_CHROMIUM})` : ''}`,
  () => {
    const { browser, opened: world } = inBrowser(pageWorld)

    const clp = () => world().page.session().clp
    const as = async (person: string, context?: BrowserContext): Promise<Page> => {
      const tab = await (context ?? browser()).newPage()
      tab.setDefaultTimeout(30_000)
      await tab.goto(`${world().page.url}/#${person}/${clp().channels.general}`)
      await tab.locator('#write').waitFor()
      return tab
    }
    const say = (text: string, member = clp().members[3] as string) =>
      world()
        .page.session()
        .discord.as(member)
        .say({ guild: clp().guild, channel: clp().channels.general }, text)

    test('G5 the owner bans somebody by hand and lifts it again; whoever was banned joins again', async () => {
      const tab = await as(clp().owner)
      const fine = async (where: string) =>
        expect((await violations(tab)).map((one) => `${where}: ${one}`)).toEqual([])
      const dialog = tab.locator('dialog[open]')
      await tab.locator('#around button.person', { hasText: 'Robin Ashdown' }).click()
      await tab.getByRole('menuitem', { name: /^Ban by hand/ }).click()
      await tab.getByLabel('Reason, for Discord’s audit log').fill('The same link, again and again')
      await fine('a ban')
      await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
      await tab.locator('#around .person', { hasText: 'Robin Ashdown' }).waitFor({ state: 'detached' })

      await tab.locator('#places button.server', { hasText: 'Exampleton CLP' }).click()
      await fine('the menu of the server')
      await tab.getByRole('menuitem', { name: /^Bans/ }).click()
      await dialog.locator('li', { hasText: 'The same link, again and again' }).waitFor()
      await fine('the bans')
      await dialog.getByRole('button', { name: 'Lift the ban of Robin Ashdown' }).click()
      await dialog.waitFor({ state: 'detached' })

      await tab.locator('button.who').click()
      await dialog.locator('button.person', { hasText: 'Robin Ashdown' }).click()
      await tab.locator('#messages', { hasText: 'You are on no server' }).waitFor()
      await fine('on no server')
      await tab.getByRole('button', { name: 'Join Exampleton CLP' }).click()
      await dialog.getByRole('button', { name: 'Join', exact: true }).click()
      await tab.locator('#places .place', { hasText: 'general' }).waitFor()

      await tab.locator('#places button.server').click()
      await tab.getByRole('menuitem', { name: /^Leave/ }).click()
      await dialog.getByRole('button', { name: 'Leave', exact: true }).click()
      await tab.getByRole('button', { name: 'Join Exampleton CLP' }).waitFor()
      await tab.close()
    })

    test('older messages than the latest hundred come when they are asked for, and what was read stays where it was', async () => {
      for (let n = 1; n <= 230; n++) say(`number ${n}.`)
      const tab = await as(clp().members[5] as string)
      const articles = tab.locator('#messages article')
      const older = tab.locator('#messages .older')
      expect(await older.textContent()).toBe('Show older messages (130)')
      expect(await violations(tab)).toEqual([])
      const first = tab.locator('#messages article', { hasText: 'number 131.' })
      await older.scrollIntoViewIfNeeded()
      const before = (await first.boundingBox())?.y ?? 0
      await older.click()
      await tab.locator('#messages article', { hasText: 'number 31.' }).waitFor()
      expect(await articles.count()).toBe(200)
      expect(Math.abs(((await first.boundingBox())?.y ?? 0) - before)).toBeLessThan(60)
      await older.click()
      await tab.locator('#messages article', { hasText: 'number 1.' }).waitFor()
      expect(await articles.count()).toBe(230)
      expect(await older.count()).toBe(0)
      say('the newest')
      await articles.last().filter({ hasText: 'the newest' }).waitFor()
      expect(await articles.count()).toBe(231)
      await tab.close()
    })

    test('a link that is pressed opens here what Discord would open, and nothing from the internet', async () => {
      const { discord } = world().page.session()
      const general = discord.world.channel(clp().channels.general)
      if (general.kind !== 'guild') throw new Error('general is a channel of the server')
      const { code } = createInvite(discord.world, clp().bot.id, general, { max_uses: 1 })
      const rooms = `https://discord.com/channels/${clp().guild}/${clp().channels.rooms}`
      const app = `https://discord.com/oauth2/authorize?client_id=${clp().bot.id}&scope=applications.commands&integration_type=1`
      say(
        `https://labour.example/rules then ${app} then ${rooms} then https://discord.gg/${code} then https://[`,
      )

      const context = await browser().newContext()
      const elsewhere: string[] = []
      context.on('request', (asked) => {
        if (!asked.url().startsWith(world().page.url)) elsewhere.push(asked.url())
      })
      const [ada] = clp().admins
      const tab = await as(ada, context)
      const dialog = tab.locator('dialog[open]')
      const link = (start: string) => tab.locator(`#messages a[href^="${start}"]`).last()
      await link('https://labour.example').click()
      await dialog.getByText('opens nothing from the internet').waitFor()
      await tab.keyboard.press('Escape')
      await link('https://labour.example').click({ button: 'middle' })
      await link('https://discord.com/oauth2').click()
      await dialog.getByRole('button', { name: 'Add it' }).click()
      await tab.locator('.toast', { hasText: 'added to your account' }).waitFor()
      expect((await world().state(ada)).people.find(({ id }) => id === ada)?.appAdded).toBe(true)
      await link('https://discord.gg').click()
      await dialog.getByRole('button', { name: 'Join', exact: true }).click()
      await tab.locator('.toast', { hasText: 'You are on Exampleton CLP now' }).waitFor()
      await link('https://discord.com/channels').click()
      await tab
        .locator('#channel-name', { hasText: 'case-rooms' })
        .or(tab.locator('.toast', { hasText: 'cannot see' }))
        .first()
        .waitFor()
      expect(context.pages()).toHaveLength(1)
      expect(elsewhere).toEqual([])
      await context.close()
    })

    test('a message that is too long for Discord is refused in words, and nothing of it is lost', async () => {
      const tab = await as(clp().members[6] as string)
      const text = 'x'.repeat(2400)
      await tab.locator('#write').fill(text)
      await tab.locator('#write').press('Enter')
      await tab.locator('.toast', { hasText: 'has 2400 characters, and Discord takes 2000' }).waitFor()
      expect(await tab.locator('#write').inputValue()).toBe(text)
      await tab.close()
    })

    test('as many tabs as there are people: those that nobody looks at keep none of the others from working', async () => {
      const context = await browser().newContext()
      const turned = (to: string) =>
        `Object.defineProperty(document, 'visibilityState', { value: '${to}', configurable: true }); document.dispatchEvent(new Event('visibilitychange'))`
      for (const person of clp().members.slice(2, 5)) {
        const tab = await as(person, context)
        await tab.locator('#places .place.here').waitFor()
        await tab.evaluate(turned('hidden'))
      }
      // the others are opened behind what one looks at
      await context.addInitScript(turned('hidden'))
      for (const person of clp().members.slice(5, 12)) await as(person, context)
      const [first] = context.pages()
      say('good evening')
      await first?.evaluate(turned('visible'))
      await first?.locator('#messages article', { hasText: 'good evening' }).waitFor()
      await context.close()
    })

    test('files with long names fit a phone, and whoever sends a picture sees it', async () => {
      const context = await browser().newContext({ viewport: { width: 390, height: 800 } })
      const tab = await as(clp().members[7] as string, context)
      const dot =
        'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
      await tab.locator('#attach').setInputFiles([
        { name: `${'long'.repeat(30)}.txt`, mimeType: 'text/plain', buffer: Buffer.from('words') },
        { name: 'dot.png', mimeType: 'image/png', buffer: Buffer.from(dot, 'base64') },
      ])
      const tooWide = (selector: string) =>
        tab
          .locator(selector)
          .last()
          .evaluate((one: { scrollWidth: number; clientWidth: number }) => one.scrollWidth - one.clientWidth)
      expect(await tooWide('.picked')).toBe(0)
      await tab.locator('#write').fill('two files')
      await tab.locator('#write').press('Enter')
      const picture = tab.locator('#messages article').last().locator('img')
      await picture.waitFor()
      expect(await tooWide('#messages')).toBe(0)
      // a function on an element: the page's own policy lets nothing be evaluated from text
      const fromEnd = () =>
        tab
          .locator('#messages')
          .evaluate(
            (box: { scrollHeight: number; scrollTop: number; clientHeight: number }) =>
              box.scrollHeight - box.scrollTop - box.clientHeight,
          )
      await expect.poll(fromEnd).toBeLessThan(2)
      await tab.setViewportSize({ width: 390, height: 520 })
      await expect.poll(fromEnd).toBeLessThan(2)
      await context.close()
    })

    test('a menu that is open stays while something new comes', async () => {
      const tab = await as(clp().admins[1])
      await tab.locator('#around button.person', { hasText: 'Sam Okafor' }).click()
      await tab.getByRole('menuitem', { name: /^Be Sam/ }).waitFor()
      say('hello there')
      await tab.locator('#messages article', { hasText: 'hello there' }).waitFor()
      await tab.locator('#around .badge').first().waitFor()
      await tab.getByRole('menuitem', { name: /^Be Sam/ }).click()
      await tab.locator('.who strong', { hasText: 'Sam Okafor' }).waitFor()
      await tab.close()
    })
  },
)
