// A signature drawn with finger, pen or mouse. What is drawn goes along with the form as a PNG; nothing leaves before.

const form = document.querySelector("form[data-signing]");
if (form) start(form);

function start(form) {
  const box = form.querySelector("[data-signing-box]");
  const state = form.querySelector("[data-signing-state]");
  const drawing = form.querySelector("[data-signing-drawing]");
  const pen = box.getContext("2d");
  let drawn = false;
  let last = null;

  form.querySelectorAll("[data-signing-only]").forEach((part) => part.removeAttribute("hidden"));
  clear();

  function clear() {
    pen.fillStyle = "#ffffff";
    pen.fillRect(0, 0, box.width, box.height);
    Object.assign(pen, { strokeStyle: "#0b0c0c", lineWidth: 4, lineCap: "round", lineJoin: "round" });
    drawn = false;
    state.textContent = "Nothing drawn yet.";
  }

  function at(event) {
    const edges = box.getBoundingClientRect();
    const scale = box.width / edges.width;
    return [(event.clientX - edges.left) * scale, (event.clientY - edges.top) * scale];
  }

  box.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    box.setPointerCapture(event.pointerId);
    last = at(event);
  });
  box.addEventListener("pointermove", (event) => {
    if (!last) return;
    const next = at(event);
    pen.beginPath();
    pen.moveTo(...last);
    pen.lineTo(...next);
    pen.stroke();
    last = next;
    if (!drawn) {
      drawn = true;
      state.textContent = "Signed in the box.";
      form.querySelector("#method-drawn").checked = true;
    }
  });
  for (const end of ["pointerup", "pointercancel"]) box.addEventListener(end, () => (last = null));
  form.querySelector("[data-signing-clear]").addEventListener("click", clear);
  form.addEventListener("submit", () => {
    drawing.value = drawn ? box.toDataURL("image/png") : "";
  });
}
