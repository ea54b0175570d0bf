"use strict";
(() => {
  const form = document.getElementById("move");
  if (form) {
    const slide = document.getElementById("slide");
    const rate = document.getElementById("rate");
    const answer = document.getElementById("answer");
    let asked = 0;
    let waiting = null;
    let wanted = false;
    const state = () => new URLSearchParams([...new FormData(form)].filter(([, value]) => value !== ""));
    const show = (text) => {
      const open = answer.querySelector(".tabs > input:checked");
      answer.innerHTML = text;
      const again = open && document.getElementById(open.id);
      if (again) again.checked = true;
    };
    const ask = async () => {
      if (waiting) { wanted = true; return; }
      const mine = ++asked;
      const query = state().toString();
      waiting = new AbortController();
      const late = setTimeout(() => answer.setAttribute("aria-busy", "true"), 300);
      try {
        const found = await fetch("/tariff/answer?" + query, { signal: waiting.signal });
        const text = await found.text();
        if (mine === asked && !wanted) {
          show(text);
          history.replaceState(null, "", "/tariff?" + query);
          answer.dataset.rate = rate.value;
        }
      } catch (error) {
        show("<p class=\"err\" role=\"alert\">The server does not answer; the address still holds your question.</p>");
      } finally {
        clearTimeout(late);
        answer.removeAttribute("aria-busy");
        waiting = null;
        if (wanted) { wanted = false; ask(); }
      }
    };
    slide.hidden = false;
    slide.value = rate.value;
    slide.addEventListener("input", () => { rate.value = slide.value; ask(); });
    rate.addEventListener("input", () => { if (rate.validity.valid) { slide.value = rate.value; ask(); } });
    form.addEventListener("change", (event) => { if (event.target !== slide && event.target !== rate) ask(); });
    form.addEventListener("submit", (event) => {
      const mark = event.submitter && event.submitter.name === "rate" ? event.submitter.value : null;
      event.preventDefault();
      if (mark !== null) { rate.value = mark; slide.value = mark; }
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
      told.textContent = held.words;
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
