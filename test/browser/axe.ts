import axeCore from 'axe-core'
import type { Page } from 'playwright-core'

/** What axe finds wrong, one line each, and whether the page is wider than its window. */
export async function violations(tab: Page): Promise<string[]> {
  await tab.evaluate(axeCore.source)
  const found: { id: string; nodes: { html: string }[] }[] = await tab.evaluate(
    'axe.run().then((result) => result.violations.map(({ id, nodes }) => ({ id, nodes: nodes.map(({ html }) => ({ html })) })))',
  )
  const tooWide: number = await tab.evaluate('document.documentElement.scrollWidth - innerWidth')
  return [
    ...found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`)),
    ...(tooWide > 0 ? [`${tooWide} pixels too wide`] : []),
  ]
}
