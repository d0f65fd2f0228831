"""What can be seen to be wrong with a page as it stands in the browser. Each function lists the faults in words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from playwright.sync_api import Page

FRAME = {
    # What Streamlit draws by itself and no page can change: rule of axe, selector of the part, why it is left out.
}
"""Rules of axe-core that do not count within a part of Streamlit's own frame: (rule, selector) to the reason."""


def faults(page: Page) -> list[str]:
    """All that can be found without touching the page."""
    return [*sideways(page), *headings(page), *charts(page), *contrasts(page), *violations(page)]


def sideways(page: Page) -> list[str]:
    """Parts that make the page wider than its window."""
    width = (page.viewport_size or {"width": 0})["width"]
    widest = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    return [f"the page is {widest} px wide in a window of {width}"] if widest > width else []


def headings(page: Page) -> list[str]:
    """One title, and no level left out."""
    found = page.evaluate("() => [...document.querySelectorAll('h1,h2,h3,h4')].map(e => [+e.tagName[1], e.innerText])")
    levels = [level for level, _ in found]
    wrong = [] if levels[:1] == [1] and levels.count(1) == 1 else [f"the page's headings are of levels {levels}"]
    jumps = [
        f"heading {after[1]!r} leaves out a level" for before, after in pairwise(found) if after[0] > before[0] + 1
    ]
    return wrong + jumps


def charts(page: Page) -> list[str]:
    """Words of a chart that reach over its edge or lie on one another, and charts without an alternative text."""
    return [str(fault) for fault in page.evaluate(_CHARTS)]


def contrasts(page: Page) -> list[str]:
    """Words of ours, those of charts too, whose colour is too near to what they stand on."""
    return [str(fault) for fault in page.evaluate(_CONTRASTS)]


def violations(page: Page) -> list[str]:
    """What axe-core finds, outside Streamlit's own frame."""
    page.evaluate(Axe().axe_script)
    return [str(found) for found in page.evaluate(_AXE, [list(pair) for pair in FRAME])]


_AXE = """frame => axe.run(document, {resultTypes: ['violations'], elementRef: true}).then(found =>
  found.violations.flatMap(rule => rule.nodes
    .filter(node => !frame.some(([id, part]) => id === rule.id && node.element && node.element.closest(part)))
    .map(node => `axe ${rule.id}: ${node.html.slice(0, 160)} (${node.failureSummary.replace(/\\s+/g, ' ')})`)))
"""

_CHARTS = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')].flatMap((chart, at) => {
  const svg = chart.querySelector('svg')
  if (!svg) return [`chart ${at} is not drawn`]
  const named = [svg, ...chart.querySelectorAll('[aria-label]')].some(e => (e.ariaLabel || '').length > 10)
  const frame = svg.getBoundingClientRect()
  const shows = e => {
    for (let p = e; p && p !== svg; p = p.parentElement) {
      const style = getComputedStyle(p)
      if (style.opacity === '0' || style.display === 'none') return false
    }
    return true
  }
  const words = [...svg.querySelectorAll('text')]
    .filter(e => e.textContent.trim() && e.getAttribute('opacity') !== '0' && shows(e))
    .map(e => [e.textContent, e.getBoundingClientRect()]).filter(([_, box]) => box.width > 0)
  const outside = words.filter(([_, box]) => box.left < frame.left - 1 || box.right > frame.right + 1
    || box.top < frame.top - 8 || box.bottom > frame.bottom + 8)
  const over = []
  words.forEach(([a, one], i) => words.slice(i + 1).forEach(([b, two]) => {
    const wide = Math.min(one.right, two.right) - Math.max(one.left, two.left)
    const tall = Math.min(one.bottom, two.bottom) - Math.max(one.top, two.top)
    const least = Math.min(one.width * one.height, two.width * two.height)
    if (wide > 1 && tall > 1 && wide * tall > least / 4) over.push([a, b])
  }))
  return [
    ...(named ? [] : [`chart ${at} has no alternative text`]),
    ...outside.map(([word]) => `chart ${at}: ${word} reaches over the edge`),
    ...over.map(([a, b]) => `chart ${at}: ${a} and ${b} lie on one another`),
  ]
})"""

# Colours are painted one on another on a canvas, which knows every notation and mixes what is translucent.
_CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true})
  const app = getComputedStyle(document.querySelector('.stApp')).backgroundColor
  const painted = colours => {
    canvas.clearRect(0, 0, 1, 1)
    for (const colour of colours) { canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1) }
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3)
  }
  const part = value => (value /= 255) <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b)
  const found = new Map()
  const main = document.querySelector('[data-testid=stMain]')
  const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT)
  for (let node; node = walker.nextNode();) {
    const element = node.parentElement, chart = element.closest('[data-testid=stVegaLiteChart] svg')
    if (!node.textContent.trim() || !(chart || element.closest('.stHtml'))) continue
    // A sample of what a chart shows is as faint as that; its meaning stands beside it.
    if (element.closest('style, script, option, .pl-sign') || !element.getClientRects().length) continue
    const style = getComputedStyle(element), size = parseFloat(style.fontSize)
    const ink = chart ? style.fill : style.color, grounds = []
    let shows = style.visibility !== 'hidden' && ink !== 'none'
    for (let e = element; e; e = e.parentElement) {
      const its = getComputedStyle(e)
      if (its.opacity === '0') shows = false
      if (!chart) grounds.unshift(its.backgroundColor)
    }
    if (!shows) continue
    const ground = painted([app, ...grounds]), over = painted([app, ...grounds, ink])
    const [dark, bright] = [light(ground), light(over)].sort((a, b) => a - b)
    const ratio = (bright + 0.05) / (dark + 0.05)
    const least = size >= 24 || (size >= 18.66 && +style.fontWeight >= 700) ? 3 : 4.5
    const name = `${element.tagName.toLowerCase()}.${element.getAttribute('class') || ''}`
    if (ratio < least - 0.05 && !found.has(name))
      found.set(name, `contrast ${ratio.toFixed(2)}: ${name} ${JSON.stringify(node.textContent.trim().slice(0, 40))}`)
  }
  return [...found.values()]
}"""
