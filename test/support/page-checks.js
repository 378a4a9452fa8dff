/* global document, window, getComputedStyle -- these run in a browser */

export function clashes() {
  const apart = (one, other) =>
    one.right <= other.left || other.right <= one.left || one.bottom <= other.top || other.bottom <= one.top;
  const inside = (box, frame) =>
    box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
  return [...document.querySelectorAll('svg')].flatMap((svg) => {
    const frame = svg.getBoundingClientRect();
    const texts = [...svg.querySelectorAll('text')].map((text) => ({
      words: text.textContent,
      box: text.getBoundingClientRect(),
    }));
    return texts.flatMap(({ words, box }, index) => [
      ...(inside(box, frame) ? [] : [`${words} stands out`]),
      ...texts
        .slice(index + 1)
        .filter((other) => !apart(box, other.box))
        .map((other) => `${words} / ${other.words}`),
    ]);
  });
}

export function faint() {
  const channel = (part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  const light = (colour) => {
    const [red, green, blue] = colour.match(/\d+(\.\d+)?/g).map((part) => channel(Number(part) / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const behind = (element) => {
    if (!element) return 'rgb(255, 255, 255)';
    const colour = getComputedStyle(element).backgroundColor;
    return colour === 'rgba(0, 0, 0, 0)' ? behind(element.parentElement) : colour;
  };
  const drawn = (element) => element.namespaceURI.endsWith('/svg');
  return [...document.querySelectorAll('body *')]
    .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim() !== ''))
    .filter((element) => !drawn(element) || element.tagName === 'text')
    .flatMap((element) => {
      const style = getComputedStyle(element);
      const [one, other] = [light(drawn(element) ? style.fill : style.color), light(behind(element))];
      const ratio = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
      return ratio < 4.5 ? [`${element.textContent.trim().slice(0, 30)}: ${ratio.toFixed(2)}`] : [];
    });
}

export function overflow() {
  return document.documentElement.scrollWidth - window.innerWidth;
}

export function bareTables() {
  return [...document.querySelectorAll('table')].filter((table) => !table.caption).length;
}

export function headingLevels() {
  return [...document.querySelectorAll('h1,h2,h3,h4')].map(({ tagName }) => Number(tagName.slice(1)));
}

export function focused() {
  const element = document.activeElement;
  return { text: element.textContent.trim(), top: element.getBoundingClientRect().top + window.scrollY };
}
