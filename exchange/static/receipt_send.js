"use strict";
// Sends what was counted: at once, or when there is a network again; twice does no harm.
{
  const { form, words, said } = receipt;
  const here = form.dataset.here, sendings = `sending:${here}:`, photos = `photo:${here}:`;
  const band = document.getElementById("offline"), wrong = document.getElementById("wrong");
  const tell = (kind, head, more) => {
    band.className = `offline ${kind}`;
    band.hidden = !head;
    band.querySelector("[data-head]").textContent = head;
    band.querySelector("[data-more]").textContent = more || "";
  };
  const refuse = (lines) => {
    wrong.hidden = !lines.length;
    wrong.querySelector("div").replaceChildren(...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    if (lines.length) wrong.scrollIntoView({ block: "center" });
  };
  const away = async () => {
    const kept = (await receipt.store.names(sendings)).length + (await receipt.store.names(photos)).length;
    tell("", words.offline, said("offline_more", { n: kept }));
  };
  const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || "";
  const body = (signing) => {
    const value = (name) => form.elements[name]?.value || "";
    const counts = receipt.contents().map(receipt.count).filter(Boolean);
    const now = new Date();
    const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
    return {
      sending: receipt.key(), signing, counted_on: day, device_at: now.toISOString(), device_zone: zone(),
      place: value("place"), seal: value("seal"), remarks: remarks(counts, value("remarks")),
      signed_name: value("signed_name"), drawn: value("drawn"),
      counts: counts.map(({ off, differs, wrong: _, ...count }) => count),
    };
  };
  // Reservations need words: those that were typed, or else the reasons of the cartons.
  const remarks = (counts, typed) => typed || counts.filter((one) => one.reason).map((one) => `${said("carton", { n: one.carton })}: ${one.reason}`).join("; ").slice(0, 1000) || words.differs;
  const faults = () => receipt.contents().map(receipt.count).filter((count) => count?.wrong).map((count) => said(count.wrong, { carton: count.carton }));
  const lock = () => {
    const counted = receipt.contents().filter((one) => receipt.count(one));
    counted.forEach((one) => one.querySelectorAll("input, button").forEach((field) => { field.disabled = true; }));
  };
  const post = (path, content) => fetch(`${here}/${path}${location.search}`, { method: "POST", ...content });
  const sendPhotos = async () => {
    for (const name of await receipt.store.names(photos)) {
      const { carton, blob } = await receipt.store.get(name);
      const content = new FormData();
      content.set("photo", blob, "photo.jpg");
      content.set("caption", said("carton", { n: carton }));
      if (form.elements.nobody?.checked) content.set("nobody", "yes");
      const answer = await post("photo", { body: content });
      if (answer.status === 401 || answer.status >= 500) return;
      await receipt.store.drop(name);
    }
  };
  const sendCounts = async () => {
    for (const name of await receipt.store.names(sendings)) {
      const answer = await post("count", { headers: { "Content-Type": "application/json" }, body: await receipt.store.get(name) });
      if (answer.status >= 500 || answer.status === 429) throw new TypeError("again later");
      const told = await answer.json().catch(() => ({ wrong: [words.not_taken] }));
      if (answer.status === 401) return [words.code_first];
      await receipt.store.drop(name);
      if (!answer.ok) return told.wrong;
      if (told.unmet.length) return told.unmet;
    }
    return [];
  };
  // A browser may say it is online when it is not: the service itself is asked.
  const reached = () => fetch(form.dataset.worker, { cache: "no-store" }).then(() => true, () => false);
  let busy = false;
  const flush = async () => {
    if (busy) return;
    const waiting = (await receipt.store.names(sendings)).length;
    busy = true;
    try {
      if (!waiting) return (await reached()) ? tell("", "") : await away();
      if (navigator.onLine) tell("run", words.sending);
      const lines = await sendCounts();
      if (!lines.length) await sendPhotos();
      if (lines.length) {
        tell("", "");
        form.querySelectorAll(".content input, .content button").forEach((field) => { field.disabled = false; });
        return refuse(lines);
      }
      tell("done", words.sent);
      await receipt.forget();
      location.replace(here + location.search);
    } catch {
      await away();
    } finally {
      busy = false;
    }
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const signing = event.submitter?.value || "", lines = faults();
    refuse(lines);
    if (lines.length) return;
    const content = body(signing);
    await receipt.store.put(sendings + content.sending, JSON.stringify(content));
    await receipt.keep();
    lock();
    await flush();
  });
  window.addEventListener("online", flush);
  window.addEventListener("offline", away);
  setInterval(() => { if (!band.hidden) flush(); }, 5000);
  receipt.ready.then(async () => {
    if ((await receipt.store.names(sendings)).length) lock();
    await flush();
  });
  if ("serviceWorker" in navigator) {
    navigator.serviceWorker.register(form.dataset.worker).then(() => navigator.serviceWorker.ready).then(({ active }) => {
      const parts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.includes("/static/"));
      const channel = new MessageChannel();
      channel.port1.onmessage = () => { document.documentElement.dataset.kept = "yes"; };
      active.postMessage({ page: here, parts: [...new Set(parts)] }, [channel.port2]);
    }).catch(() => { /* without it the page works while it is open */ });
  }
}
