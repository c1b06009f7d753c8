// Small comforts; every page works without them.
"use strict";

// Warn before what was typed is lost.
for (const form of document.querySelectorAll("form[data-guard]")) {
  let changed = false;
  form.addEventListener("input", () => { changed = true; });
  form.addEventListener("submit", (event) => {
    changed = false;
    if (event.submitter?.id !== "do") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "yes";
  });
  window.addEventListener("beforeunload", (event) => { if (changed) event.preventDefault(); });
}

// A page brought back from the browser's memory may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Show a letter as it is typed: the pages are set again when the typing rests.
for (const box of document.querySelectorAll("[data-preview]")) {
  const rest = 900;
  let waiting = 0;
  const show = () => htmx.ajax("POST", box.dataset.preview, {
    source: box.closest("form"), target: "#preview", swap: "outerHTML",
  });
  box.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(show, rest); });
  // What is wrong is said at its passage, and read with it.
  document.addEventListener("htmx:afterSettle", () => {
    for (const area of box.querySelectorAll("textarea")) {
      const wrong = document.getElementById(`${area.id}-e`)?.textContent.trim();
      if (wrong) area.setAttribute("aria-invalid", "true");
      else area.removeAttribute("aria-invalid");
      area.closest(".field").classList.toggle("bad", Boolean(wrong));
    }
  });
}

// Lead the reader to the first field that is wrong.
document.querySelector("[aria-invalid]")?.focus();

// The stroke leads to the search, unless somebody writes.
document.addEventListener("keydown", (event) => {
  const writes = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key !== "/" || writes || event.ctrlKey || event.metaKey || event.altKey) return;
  const box = document.getElementById("q");
  if (box) { event.preventDefault(); box.focus(); box.select(); }
});
