// A file is compared with the paper of this page by its fingerprint, here and nowhere else.
"use strict";

const place = document.querySelector("[data-sha256]");
if (place && window.crypto?.subtle) {
  const told = place.querySelector("[role=status]");
  place.hidden = false;

  const compare = async (file) => {
    told.replaceChildren();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await file.arrayBuffer()));
    const written = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
    const answer = written === place.dataset.sha256 ? ".same" : ".other";
    told.replaceChildren(place.querySelector(answer).content.cloneNode(true));
  };

  place.querySelector("input").addEventListener("change", (event) => {
    if (event.target.files[0]) compare(event.target.files[0]);
  });
  place.addEventListener("dragover", (event) => event.preventDefault());
  place.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) compare(event.dataTransfer.files[0]);
  });
}
