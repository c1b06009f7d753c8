"use strict";
// Keeps the counting page for when there is no network. Only reading: what is sent waits in the page.
const KEPT = "receipts-1";
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
const keep = async (address, store) => {
  const answer = await fetch(address, { credentials: "same-origin" });
  if (answer.ok) await store.put(address, answer);
};
self.addEventListener("message", (event) => event.waitUntil((async () => {
  const { page, parts } = event.data;
  const store = await caches.open(KEPT);
  await Promise.all([page, ...parts].map((one) => keep(one, store).catch(() => {})));
  event.ports[0]?.postMessage("kept");
})()));
const read = async (request, url) => {
  const store = await caches.open(KEPT);
  if (url.pathname.startsWith("/static/")) {
    const known = await store.match(request);
    if (known) return known;
  }
  try {
    return await fetch(request);
  } catch (gone) {
    const known = await store.match(url.pathname, { ignoreSearch: true });
    if (known) return known;
    throw gone;
  }
};
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const ours = url.origin === self.location.origin && event.request.method === "GET";
  if (ours && (url.pathname.startsWith("/static/") || url.pathname.startsWith("/r/"))) event.respondWith(read(event.request, url));
});
