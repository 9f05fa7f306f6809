// What runs inside the page: finds things by role and accessible name, and waits for them.

/**
 * Follows `path`, a list of `{role, name}` each inside the one before, until `count` ('one', 'some' or 'none') of its
 * end are to be seen. It is handed over as source text, so it can use nothing from outside itself.
 */
export function inPage(path, count, patienceMs) {
  const TAGS = {
    button: 'button, summary, input[type=button], input[type=submit]',
    link: 'a[href]',
    heading: 'h1, h2, h3, h4, h5, h6',
    textbox: 'input:not([type]), input[type=text], input[type=url], input[type=search], input[type=password], input[type=number], textarea',
    combobox: 'select',
    checkbox: 'input[type=checkbox]',
    radio: 'input[type=radio]',
    dialog: 'dialog',
    navigation: 'nav',
    main: 'main',
    form: 'form',
    list: 'ul, ol',
    listitem: 'li',
    region: 'section',
  }
  // Things that are found by all they say, though their name may be shorter.
  const SAYS_ITS_CONTENT = ['row', 'listitem', 'option', 'status', 'alert', 'text']

  const normal = text => text.replace(/\s+/g, ' ').trim()
  const isSeen = element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true })

  const said = element => {
    if (element.getAttribute?.('aria-hidden') === 'true') return ''
    return [...element.childNodes].map(node => {
      if (node.nodeType === Node.TEXT_NODE) return node.data
      if (node.nodeType !== Node.ELEMENT_NODE) return ''
      if (node.ariaLabel) return ` ${node.ariaLabel} `
      const gap = getComputedStyle(node).display === 'inline' ? '' : ' '
      return gap + said(node) + gap
    }).join('')
  }

  const nameOf = element => {
    const labelledBy = element.getAttribute('aria-labelledby')
    if (labelledBy) return labelledBy.split(' ').map(id => document.getElementById(id)).filter(Boolean).map(said).join(' ')
    if (element.ariaLabel) return element.ariaLabel
    if (element.labels?.length) return [...element.labels].map(said).join(' ')
    const isField = element.matches('input, textarea, select')
    return (isField ? element.placeholder : said(element)) || element.title || element.value || ''
  }

  const candidates = (root, role) => {
    if (role === 'text') return textHolders(root)
    const selector = [`[role="${role}"]`, ...(TAGS[role] ?? '').split(', ').filter(Boolean).map(tag => `${tag}:not([role])`)]
    return [...root.querySelectorAll(selector.join(', '))]
  }

  const textHolders = root =>
    [...root.querySelectorAll('*')].filter(element => [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim()))

  const matching = (root, { role, name }) => {
    const seen = candidates(root, role).filter(isSeen)
    if (name.text === undefined && !name.pattern) return seen
    const names = new Map(seen.map(element => {
      // The value of an entry of a list is its number.
      const value = typeof element.value === 'string' && role === 'text' ? element.value : undefined
      return [element, normal(value ?? (SAYS_ITS_CONTENT.includes(role) ? said(element) : nameOf(element)))]
    }))
    if (name.pattern) {
      const pattern = new RegExp(name.pattern, name.flags)
      return seen.filter(element => pattern.test(names.get(element)))
    }
    const whole = seen.filter(element => names.get(element) === name.text)
    return whole.length > 0 ? whole : seen.filter(element => names.get(element).includes(name.text))
  }

  const look = () => path.reduce((roots, target) => roots.flatMap(root => matching(root, target)), [document])

  const answer = () => {
    const found = look()
    if (count === 'none') return found.length === 0 ? { value: null } : undefined
    if (count === 'some') return found.length > 0 ? { value: null } : undefined
    return found.length === 1 ? { value: found[0] } : undefined
  }

  const described = () => {
    const last = path.at(-1)
    const around = path.slice(0, -1).reduce((roots, target) => roots.flatMap(root => matching(root, target)), [document])
    const others = around.flatMap(root => candidates(root, last.role)).filter(isSeen).map(element => normal(nameOf(element)).slice(0, 80))
    const wanted = path.map(({ role, name }) => `${role} ${JSON.stringify(name.text ?? name.pattern)}`).join(' › ')
    return `${wanted}: wanted ${count}, found ${look().length}. To be seen: ${JSON.stringify(others.slice(0, 60))}`
  }

  return new Promise((resolve, reject) => {
    const settle = () => {
      const outcome = answer()
      if (!outcome) return
      stop()
      resolve(outcome.value)
    }
    const observer = new MutationObserver(settle)
    // Visibility can change without a change of the document, by a style sheet or a transition.
    const glance = setInterval(settle, 250)
    const giveUp = setTimeout(() => { stop(); reject(new Error(described())) }, patienceMs)
    const stop = () => { observer.disconnect(); clearInterval(glance); clearTimeout(giveUp) }
    observer.observe(document, { subtree: true, childList: true, attributes: true, characterData: true })
    settle()
  })
}
