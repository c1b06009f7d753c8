"use strict";
// A signature drawn as strokes, and photos made small before they are kept.
{
  const { form } = receipt;
  const place = document.getElementById("sign"), drawn = form.elements.drawn;
  const MOST = 11900;
  if (place) {
    const canvas = place.querySelector("canvas"), pen = canvas.getContext("2d");
    let path = "", last = null;
    const clear = () => {
      pen.clearRect(0, 0, canvas.width, canvas.height);
      pen.strokeStyle = "#b1b8be";
      pen.lineWidth = 2;
      pen.setLineDash([6, 8]);
      pen.beginPath();
      pen.moveTo(40, 200);
      pen.lineTo(640, 200);
      pen.stroke();
      pen.setLineDash([]);
      pen.strokeStyle = "#1e2124";
      pen.lineWidth = 5;
      pen.lineCap = pen.lineJoin = "round";
      path = drawn.value = "";
    };
    const point = (event) => {
      const box = canvas.getBoundingClientRect();
      const within = (value, most) => Math.min(most, Math.max(0, Math.round(value)));
      return [within(((event.clientX - box.left) / box.width) * 680, 680), within(((event.clientY - box.top) / box.height) * 260, 260)];
    };
    const stroke = (x, y, start) => {
      if (path.length > MOST) return;
      path += `${start ? "M" : "L"}${x} ${y}`;
      pen.beginPath();
      pen.moveTo(...(start ? [x, y] : last));
      pen.lineTo(x, y);
      pen.stroke();
      last = [x, y];
    };
    canvas.addEventListener("pointerdown", (event) => {
      canvas.setPointerCapture(event.pointerId);
      stroke(...point(event), true);
    });
    canvas.addEventListener("pointermove", (event) => { if (event.buttons && last) stroke(...point(event), false); });
    canvas.addEventListener("pointerup", () => {
      last = null;
      drawn.value = path;
      receipt.keep();
    });
    place.querySelector("[data-again]").addEventListener("click", () => {
      clear();
      receipt.keep();
    });
    place.hidden = false;
    clear();
    receipt.ready.then(() => {
      const kept = drawn.value;
      for (const [, letter, x, y] of kept.matchAll(/([ML])(\d+) (\d+)/g)) stroke(Number(x), Number(y), letter === "M");
      last = null;
    });
  }
  const scaled = async (file, side, type) => {
    const image = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, side / Math.max(image.width, image.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(image.width * scale), Math.round(image.height * scale)];
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    return type === "url" ? canvas.toDataURL("image/jpeg", 0.7) : new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.85));
  };
  const shown = (one, small) => {
    const item = document.createElement("li"), image = document.createElement("img");
    image.src = small;
    image.alt = receipt.words.photo_kept;
    item.append(image);
    one.querySelector("[data-shots]").append(item);
  };
  const start = `photo:${form.dataset.here}:`;
  form.addEventListener("change", async ({ target }) => {
    if (target.type !== "file" || !target.files.length) return;
    const one = target.closest(".content"), file = target.files[0];
    let small = "", blob = file;
    try {
      [blob, small] = [await scaled(file, 1600, "blob"), await scaled(file, 176, "url")];
    } catch { /* what this browser cannot read the service may */ }
    await receipt.store.put(start + receipt.key(), { field: one.dataset.field, carton: one.dataset.carton, blob, small });
    target.value = "";
    if (small) shown(one, small);
  });
  receipt.store.all(start).then((kept) => {
    for (const { field, small } of kept) {
      const one = receipt.contents().find((each) => each.dataset.field === field);
      if (one && small) shown(one, small);
    }
  });
}
