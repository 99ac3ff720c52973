// What a page keeps from people who cannot see it well: names, order and contrast. Returns one line for each fault.
() => {
  const faults = [];
  const isShown = element => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const nameOf = element => element.getAttribute("aria-label") || element.textContent.trim() || element.title
    || [...(element.labels ?? [])].map(label => label.textContent.trim()).join(" ");
  const describe = element => element.outerHTML.slice(0, 90);

  for (const element of document.querySelectorAll("input:not([type=hidden]), select, button, a, summary, [role=region], [role=img], progress, nav, section, article")) {
    if (!isShown(element)) continue;
    const name = element.matches("input, select") ? (element.getAttribute("aria-label") || [...element.labels].map(label => label.textContent.trim()).join("")) : nameOf(element);
    if (!name) faults.push(`no name: ${describe(element)}`);
  }

  const ids = [...document.querySelectorAll("[id]")].map(element => element.id);
  for (const id of new Set(ids.filter((id, i) => ids.indexOf(id) !== i))) faults.push(`id twice: ${id}`);

  let level = 0;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const own = Number(heading.tagName[1]);
    if (own > level + 1) faults.push(`heading skips a level: ${describe(heading)}`);
    level = own;
  }
  if (document.querySelectorAll("h1").length !== 1) faults.push("not one h1");
  if (!document.documentElement.lang) faults.push("no language");

  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const paint = (under, colour) => {
    canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
    canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = canvas.getImageData(0, 0, 1, 1).data;
    return `rgb(${r}, ${g}, ${b})`;
  };
  const behind = element => {
    const above = [];
    for (let at = element; at; at = at.parentElement) above.push(getComputedStyle(at).backgroundColor);
    return above.reverse().reduce(paint, "white");
  };
  const luminance = colour => {
    const [r, g, b] = colour.match(/\d+/g).map(part => part / 255).map(c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };

  for (const element of document.querySelectorAll("body *")) {
    const isText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    if (!isText || !isShown(element) || element.closest(":disabled, label:has(:disabled), option, title, desc, .onstrong")) continue;
    const style = getComputedStyle(element), ground = behind(element);
    const ink = paint(ground, element instanceof SVGElement ? style.fill : style.color);
    const [light, dark] = [luminance(ink), luminance(ground)].sort((a, b) => b - a);
    const ratio = (light + 0.05) / (dark + 0.05), isLarge = parseFloat(style.fontSize) >= 24;
    if (ratio < (isLarge ? 3 : 4.5)) faults.push(`contrast ${ratio.toFixed(2)}: ${describe(element)}`);
  }
  return faults;
}
