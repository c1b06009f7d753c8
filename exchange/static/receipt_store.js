"use strict";
// What a device keeps while there is no network: one store of things by name, in IndexedDB.
window.receipt = {};
receipt.store = (() => {
  let opened;
  const open = () => (opened ??= new Promise((done, failed) => {
    const asked = indexedDB.open("receipts", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("kept");
    asked.onsuccess = () => done(asked.result);
    asked.onerror = () => failed(asked.error);
  }));
  const run = async (mode, work) => {
    const store = (await open()).transaction("kept", mode).objectStore("kept");
    return new Promise((done, failed) => {
      const asked = work(store);
      asked.onsuccess = () => done(asked.result);
      asked.onerror = () => failed(asked.error);
    });
  };
  const below = (start) => IDBKeyRange.bound(start, start + "\uffff");
  return {
    put: (name, thing) => run("readwrite", (store) => store.put(thing, name)),
    get: (name) => run("readonly", (store) => store.get(name)),
    drop: (name) => run("readwrite", (store) => store.delete(name)),
    names: (start) => run("readonly", (store) => store.getAllKeys(below(start))),
    all: (start) => run("readonly", (store) => store.getAll(below(start))),
  };
})();
receipt.key = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (one) => one.toString(16).padStart(2, "0")).join("");
