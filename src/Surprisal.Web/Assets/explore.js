// The page works without this file; with it, forms answer while a field changes, and runs are watched live.
"use strict";

document.documentElement.classList.add("script");

/** Replaces the content of the element with this id by HTML of our server, and keeps focus, opened details and scrolling where they were. */
function show(id, html) {
  const place = document.getElementById(id);
  if (!place) return;
  const focused = place.contains(document.activeElement) ? document.activeElement.id : "";
  const opened = [...place.querySelectorAll("details")].map(details => details.open);
  const scrolled = [...place.querySelectorAll(".scroll")].map(region => region.scrollLeft);
  place.innerHTML = html;
  place.querySelectorAll("details").forEach((details, i) => { if (i in opened) details.open = opened[i]; });
  place.querySelectorAll(".scroll").forEach((region, i) => { region.scrollLeft = scrolled[i] ?? 0; });
  if (focused) document.getElementById(focused)?.focus();
}

/** One request at a time; of the changes meanwhile only the last is sent. */
function live(form) {
  let isBusy = false, isStale = false;
  async function refresh() {
    if (isBusy) { isStale = true; return; }
    isBusy = true;
    const query = new URLSearchParams(new FormData(form));
    try {
      const answer = await fetch(`${form.dataset.live}?${query}`);
      show(form.dataset.into, await answer.text());
      history.replaceState(null, "", `${form.action.split("?")[0]}?${query}`);
    } catch {
      show(form.dataset.into, "<p class=\"problem\" role=\"alert\">surprisal explore does not answer any more; is it still running?</p>");
    }
    isBusy = false;
    if (isStale) { isStale = false; refresh(); }
  }
  form.addEventListener("input", event => {
    const { dataset, id, value } = event.target;
    if (dataset.for) document.getElementById(dataset.for).value = value;
    const range = id && form.querySelector(`[data-for="${id}"]`);
    if (range) range.value = value;
    if (!("reload" in dataset)) refresh();
  });
}

document.querySelectorAll("form[data-live]").forEach(live);

// Buttons of a run: what they change comes by the stream.
document.addEventListener("submit", event => {
  if (!("quiet" in event.target.dataset)) return;
  event.preventDefault();
  fetch(event.target.action, { method: "POST", redirect: "manual" });
});

// Fields that change which other fields there are: the form is sent as a whole.
document.addEventListener("change", event => { if ("reload" in event.target.dataset) event.target.form.requestSubmit(); });

// Each event is named after the element that its HTML belongs into.
document.querySelectorAll("[data-stream]").forEach(place => {
  const stream = new EventSource(place.dataset.stream);
  stream.onmessage = event => { const [id] = event.data.split("\n", 1); show(id, event.data.slice(id.length + 1)); };
  addEventListener("pagehide", () => stream.close());
});
