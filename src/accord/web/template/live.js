"use strict";
(() => {
  const here = document.querySelector(".bar a[aria-current]");
  if (here) here.closest("ul").scrollLeft = here.offsetLeft - 16;
  const form = document.querySelector("form[data-live]");
  if (form) {
    const place = form.dataset.live;
    const answer = document.getElementById("answer");
    const pairs = [...form.querySelectorAll("input[data-for]")].map((slide) => [slide, document.getElementById(slide.dataset.for)]);
    let waiting = false;
    let wanted = false;
    const query = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== "")).toString();
    let rest = 0;
    let touched = null;
    const unfolded = () => [...answer.querySelectorAll("details[open]")].map((one) => one.closest("[id]").id);
    const show = (text) => {
      const tab = answer.querySelector(".tabs > input:checked");
      const folds = unfolded();
      answer.innerHTML = text;
      const again = tab && document.getElementById(tab.id);
      if (again) again.checked = true;
      for (const id of folds) for (const one of document.querySelectorAll(`#${CSS.escape(id)} details`)) one.open = one.closest("[id]").id === id;
    };
    const wrong = (text) => {
      const old = document.getElementById("wrong");
      if (old) old.remove();
      if (!text) return;
      const read = document.createElement("template");
      read.innerHTML = text;
      const said = document.createElement("p");
      Object.assign(said, { id: "wrong", className: "wrong", textContent: read.content.textContent.trim() });
      said.setAttribute("role", "alert");
      ((touched && touched.closest("div:not(.rate), fieldset")) || form.querySelector(".btns")).append(said);
    };
    const ask = async (moving) => {
      clearTimeout(rest);
      if (waiting) { wanted = true; return; }
      waiting = true;
      const light = moving === true && form.dataset.moving && !unfolded().length;
      const late = setTimeout(() => answer.setAttribute("aria-busy", "true"), 300);
      const asked = query();
      try {
        const found = await fetch(place + "/answer?" + asked + (light ? "&" + form.dataset.moving + "=1" : ""));
        const text = await found.text();
        wrong(found.status === 400 ? text : "");
        if (found.status !== 400) {
          show(text);
          answer.dataset.asked = asked;
          if (light) rest = setTimeout(ask, 600);
          else history.replaceState(null, "", place + "?" + asked);
        }
      } catch (error) {
        show("<p class=\"err\" role=\"alert\">The server does not answer; the address still holds your question.</p>");
      } finally {
        clearTimeout(late);
        answer.removeAttribute("aria-busy");
        waiting = false;
        if (wanted) { wanted = false; ask(true); }
      }
    };
    for (const [slide, number] of pairs) {
      slide.hidden = false;
      slide.value = number.value;
      slide.addEventListener("input", () => { number.value = slide.value; ask(true); });
      number.addEventListener("input", () => { if (number.validity.valid) { slide.value = number.value; ask(true); } });
    }
    const moved = new Set(pairs.flat());
    const narrow = matchMedia("(max-width: 760px)");
    const fold = () => { for (const who of form.querySelectorAll("details.who")) who.open = !narrow.matches; };
    narrow.addEventListener("change", fold);
    fold();
    form.addEventListener("change", (event) => { touched = event.target; if (event.target.dataset.whole) form.submit(); else if (!moved.has(event.target)) ask(); });
    form.addEventListener("submit", (event) => {
      const by = event.submitter;
      event.preventDefault();
      if (by && by.name) {
        for (const [slide, number] of pairs) if (number.name === by.name) { number.value = by.value; slide.value = by.value; }
      }
      ask();
    });
  }
  const job = document.getElementById("job");
  if (job) {
    const made = document.getElementById("made");
    const told = document.getElementById("told");
    const bar = document.getElementById("bar");
    const events = new EventSource(job.dataset.events);
    events.addEventListener("step", (event) => {
      const held = JSON.parse(event.data);
      told.textContent = `${held.words} (${held.done} of ${held.of})`;
      bar.max = held.of;
      bar.value = held.done;
      if (held.html) made.insertAdjacentHTML("beforeend", held.html);
    });
    events.addEventListener("end", (event) => {
      events.close();
      const held = JSON.parse(event.data);
      if (held.address) location.replace(held.address);
      else location.reload();
    });
  }
  const drop = document.getElementById("drop");
  if (drop) {
    const field = drop.querySelector("input[type=file]");
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => { event.preventDefault(); field.files = event.dataTransfer.files; });
  }
})();
