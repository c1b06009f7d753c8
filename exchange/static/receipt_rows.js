"use strict";
// Large rows: steppers, "as sent", what differs and why; all of it kept as it is typed.
{
  const { form, words, said, number } = receipt;
  const here = form.dataset.here, draft = `draft:${here}`;
  document.documentElement.classList.add("js");
  const show = (one, what, text, sign) => {
    const state = one.querySelector("[data-state]");
    state.className = `state bare ${what}`;
    state.textContent = text ? `${sign} ${text}` : "";
  };
  const paint = (one) => {
    const count = receipt.count(one), row = one.closest(".carton");
    one.classList.toggle("amiss", Boolean(count && count.off));
    one.classList.toggle("more", Boolean(count?.over));
    one.querySelector("[data-as-sent]").hidden = count !== null;
    if (count && count.off) show(one, "warn", said("differs_by", { n: number(count.differs) }), "⚠");
    else show(one, "done", count ? words.matches : "", "✓");
    row.classList.toggle("diff", Boolean(row.querySelector(".content.amiss")) || row.matches(".past.diff"));
  };
  const first = () => receipt.contents().find((one) => receipt.count(one) === null);
  receipt.paint = () => {
    const all = receipt.contents(), counts = all.map(receipt.count);
    all.forEach(paint);
    const sums = JSON.parse(form.dataset.sums), waiting = new Set();
    all.forEach((one, n) => { if (!counts[n]) waiting.add(Number(one.dataset.carton)); });
    const total = Number(form.dataset.total);
    const elsewhere = total - sums.counted - new Set(all.map((one) => one.dataset.carton)).size - receipt.pending;
    const done = total - waiting.size - Math.max(0, elsewhere);
    for (const count of counts) if (count) for (const kind of ["good", "damaged", "short", "expired", "refused", "over"]) sums[kind] += count[kind] || 0;
    document.getElementById("n-counted").textContent = done;
    const meter = document.getElementById("meter");
    meter.value = done;
    meter.setAttribute("aria-label", said("progress", { n: done, all: total }));
    for (const kind of ["good", "damaged", "short"]) {
      const cell = document.getElementById(`n-${kind}`);
      cell.textContent = number(sums[kind]);
      cell.parentNode.classList.toggle("some", sums[kind] > 0);
    }
    const now = first()?.closest(".carton");
    form.querySelectorAll(".carton.now").forEach((row) => row.classList.toggle("now", row === now));
    now?.classList.add("now");
    form.querySelectorAll("[data-as-sent]").forEach((button) => {
      const isNext = button.closest(".carton") === now;
      button.classList.toggle("primary", isNext);
      button.classList.toggle("tertiary", !isNext);
    });
    dock(sums, [...waiting].sort((a, b) => a - b), elsewhere > 0, counts);
  };
  const dock = (sums, waiting, elsewhere, counts) => {
    const why = document.getElementById("why");
    if (!why) return;
    const open = waiting.length > 0 || elsewhere;
    const off = sums.damaged + sums.short + sums.expired + sums.refused + sums.over;
    const lines = [];
    if (waiting.length) lines.push(said("waiting", { cartons: waiting.length > 12 ? waiting.length : waiting.join(", ") }));
    if (off) lines.push(said("will_differ", { n: number(off) }));
    why.replaceChildren(...lines.map((line) => Object.assign(document.createElement("span"), { textContent: line })));
    document.getElementById("all-rest").hidden = !waiting.length;
    document.getElementById("send").hidden = !open || !counts.some(Boolean);
    for (const [id, fits] of [["sign-clean", !off], ["sign-reserved", off > 0]]) {
      document.getElementById(id).hidden = !fits || open;
    }
  };
  const changed = (one) => {
    const count = receipt.count(one);
    if (count?.off) one.querySelector(".differs").open = true;
    receipt.paint();
    receipt.keep();
  };
  receipt.keep = () => {
    const fields = {};
    for (const { name, type, checked, value } of form.elements) {
      if (!name || ["file", "submit"].includes(type) || name === "sending") continue;
      if (!["radio", "checkbox"].includes(type) || checked) fields[name] = value;
    }
    return receipt.store.put(draft, fields);
  };
  receipt.forget = () => receipt.store.drop(draft);
  const restore = async () => {
    const kept = (await receipt.store.get(draft)) || {};
    for (const [name, value] of Object.entries(kept)) {
      const field = form.elements[name];
      if (field instanceof RadioNodeList) field.value = value;
      else if (field?.type === "checkbox") field.checked = true;
      else if (field && field.type !== "file") field.value = value;
    }
    receipt.contents().forEach((one) => { if (receipt.count(one)?.off) one.querySelector(".differs").open = true; });
  };
  const set = (one, value) => {
    receipt.field(one, "good").value = number(Math.max(0, value));
    changed(one);
  };
  for (const one of receipt.contents()) {
    const expected = Number(one.dataset.expected);
    const at = () => receipt.count(one)?.good ?? expected;
    const on = (part, act) => {
      const button = one.querySelector(part);
      button.hidden = false;
      button.addEventListener("click", act);
    };
    on("[data-less]", () => set(one, at() - 1));
    on("[data-more]", () => set(one, at() + 1));
    on("[data-as-sent]", () => set(one, expected));
    one.querySelector(".step").addEventListener("focusin", ({ target }) => target.select?.());
    one.addEventListener("input", () => changed(one));
  }
  form.addEventListener("change", () => receipt.keep());
  document.getElementById("rest")?.setAttribute("hidden", "");
  document.getElementById("all-rest")?.addEventListener("click", () => {
    receipt.contents().forEach((one) => { if (!receipt.count(one)) receipt.field(one, "good").value = number(Number(one.dataset.expected)); });
    receipt.paint();
    receipt.keep();
  });
  receipt.pending = 0;
  receipt.ready = restore().then(() => receipt.paint());
  // The page as it was kept knows nothing of the label that was scanned since.
  const scanned = new URLSearchParams(location.search).get("c");
  const row = scanned && [...form.querySelectorAll(".carton")].find((one) => one.dataset.sscc === scanned);
  if (row) {
    row.classList.add("wanted");
    row.parentNode.prepend(row);
  }
}
