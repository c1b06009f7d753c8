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

// Lead the reader to the first field that is wrong.
document.querySelector("[aria-invalid]")?.focus();
