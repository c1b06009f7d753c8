// Passkeys: what the service asks is put to the browser, and its answer sent back.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

async function post(address, content, token) {
  const answer = await fetch(address, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(content),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

async function made(options) {
  const key = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: (options.excludeCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) })),
  } });
  return { ...named(key), response: {
    clientDataJSON: text(key.response.clientDataJSON),
    attestationObject: text(key.response.attestationObject),
  } };
}

async function shown(options) {
  const key = await navigator.credentials.get({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: (options.allowCredentials ?? []).map((one) => ({ ...one, id: bytes(one.id) })),
  } });
  return { ...named(key), response: {
    clientDataJSON: text(key.response.clientDataJSON),
    authenticatorData: text(key.response.authenticatorData),
    signature: text(key.response.signature),
    userHandle: key.response.userHandle ? text(key.response.userHandle) : null,
  } };
}

const named = (key) => ({ id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: key.getClientExtensionResults() });

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  place.hidden = false;
  const { passkey: purpose, token, next } = place.dataset;
  place.querySelector("button").addEventListener("click", async (event) => {
    event.preventDefault();
    const fault = place.querySelector("[role=alert]");
    fault.hidden = true;
    try {
      const options = await post(`/passkey/${purpose}/options`, {}, token);
      const answer = purpose === "register" ? await made(options) : await shown(options);
      const content = purpose === "register" ? { answer, label: place.querySelector("input")?.value ?? "" } : answer;
      const told = await post(`/passkey/${purpose}?next=${encodeURIComponent(next)}`, content, token);
      location.assign(told.next);
    } catch {
      fault.hidden = false;
    }
  });
}
