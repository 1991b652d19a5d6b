// Asks, while a participant is being written, who in the registry looks like the same authority.
document.addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("[data-other-authorities]");
  const form = list?.closest("form");
  if (!form) return;
  const PAUSE = 400; // milliseconds without a key
  const TELLING = /^(country|kind|latitude|longitude|name_local|texts-\d+-(name|DELETE))$/;
  let timer;
  let latest;

  const values = (name) =>
    [...form.elements].filter((input) => input.name === name).map((input) => input.value);
  const isDeleted = (name) => values(name.replace(/-name$/, "-DELETE")).some(Boolean);

  const question = () => {
    const asked = new URLSearchParams({ but: list.dataset.but });
    ["country", "kind", "latitude", "longitude"].forEach((name) => asked.set(name, values(name)[0] ?? ""));
    [...form.elements]
      .filter((input) => /^(name_local|texts-\d+-name)$/.test(input.name) && !isDeleted(input.name))
      .forEach((input) => asked.append("name", input.value));
    list
      .querySelectorAll("input[type=hidden], input:checked")
      .forEach((input) => asked.append("distinct_from", input.value));
    return asked.toString();
  };

  const ask = async () => {
    const asked = question();
    if (asked === latest) return;
    latest = asked;
    const response = await fetch(`${list.dataset.otherAuthorities}?${asked}`);
    if (!response.ok || response.redirected) return;
    const found = await response.text();
    // What was typed in the meantime is asked about next.
    if (asked === latest) list.innerHTML = found;
  };

  const later = (event) => {
    if (!TELLING.test(event.target.name)) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
});
