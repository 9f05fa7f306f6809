// What axe finds wrong with a page, for people who see, hear or steer it otherwise.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Every rule; what the rules about colours say is asked again for each look. */
export const ALL_RULES = {}
export const COLOUR_RULES = { runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] } }

/** They hand the focus on the moment they get it, so nobody is ever in something that is not heard. */
const NOT_MEANT = { exclude: ['[data-base-ui-focus-guard]'] }

/** `where: rule, element, why` of each serious or critical violation in the window as it is. */
export async function violations(window, where, rules = ALL_RULES) {
  if (!(await window.page.evaluate(() => 'axe' in globalThis))) await window.page.evaluate(axe)
  const found = await window.page.evaluate(async ([context, options]) => (await globalThis.axe.run(context, options)).violations, [NOT_MEANT, { resultTypes: ['violations'], preload: false, ...rules }])
  return found
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${where}: ${id}, ${target.join(' ')}, ${failureSummary.replaceAll(/\s+/g, ' ')}`))
}
