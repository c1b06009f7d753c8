"use strict";
// What is typed at a carton, as figures: the same law as at the service, so that both agree.
receipt.form = document.getElementById("receiving");
receipt.words = JSON.parse(receipt.form.dataset.words);
receipt.said = (key, places) => receipt.words[key].replace(/\{(\w+)\}/g, (_, name) => places[name]);
receipt.KINDS = ["damaged", "short", "expired", "refused"];
receipt.number = (value) => {
  const lang = document.documentElement.lang;
  return new Intl.NumberFormat(lang === "ar" ? "ar-DZ" : lang === "en" ? "en-GB" : lang).format(value);
};
receipt.whole = (typed) => {
  const plain = typed.trim().replace(/^\d{1,3}([ ,.'\u00a0\u202f]\d{3})+$/, (whole) => whole.replace(/\D/g, ""));
  return /^\d{1,9}$/.test(plain) ? Number(plain) : null;
};
receipt.contents = () => [...receipt.form.querySelectorAll(".content:not(.sent)")];
receipt.field = (one, part) => receipt.form.elements[`${one.dataset.field}-${part}`];
// Returns null for what nobody counted yet; `wrong` names what is still to be said.
receipt.count = (one) => {
  const typed = receipt.field(one, "good").value.trim();
  if (!typed) return null;
  const expected = Number(one.dataset.expected), good = receipt.whole(typed);
  const found = { carton: Number(one.dataset.carton), line: Number(one.dataset.line), good, reason: receipt.field(one, "reason").value.trim() };
  if (good === null) return { ...found, wrong: "no_number" };
  const split = Object.fromEntries(receipt.KINDS.map((kind) => [kind, receipt.whole(receipt.field(one, kind).value) || 0]));
  const parts = receipt.KINDS.reduce((sum, kind) => sum + split[kind], 0);
  const kind = receipt.field(one, "kind").value;
  if (parts) Object.assign(found, split, { over: Math.max(0, good + parts - expected) });
  else if (good > expected) found.over = good - expected;
  else if (good < expected && !kind) found.wrong = "class_missing";
  else if (good < expected) found[kind] = expected - good;
  const off = good !== expected || parts > 0;
  if (!found.wrong && parts && good + parts - (found.over || 0) < expected) found.wrong = "unmet_does_not_add_up";
  if (!found.wrong && found.short && found.over) found.wrong = "unmet_short_and_over";
  if (!found.wrong && off && !found.reason) found.wrong = "unmet_reason_missing";
  return { ...found, off, differs: off ? Math.abs(expected - good) || found.over : 0 };
};
