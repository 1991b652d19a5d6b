/* Names and titles while somebody types into the box at the top; it searches without them too.
   What is typed is sent to the site, which keeps none of it. */

const box = document.querySelector("[data-suggestions]");
const list = box?.list;
const PAUSE = 200; // milliseconds
const SHORTEST = 2; // letters
let timer;
let asked;

async function suggest() {
  asked?.abort();
  const text = box.value.trim();
  const chosen = [...list.options].some((option) => option.value === box.value);
  if (text.length < SHORTEST || chosen) {
    return;
  }
  asked = new AbortController();
  const address = new URL(box.dataset.suggestions, document.baseURI);
  address.searchParams.set("q", text);
  try {
    const answer = await fetch(address, { signal: asked.signal, credentials: "omit" });
    const { items } = answer.ok ? await answer.json() : { items: [] };
    list.replaceChildren(...items.map(({ title }) => new Option("", title)));
  } catch {
    /* Somebody types on, or is offline: the box works as it is. */
  }
}

box?.addEventListener("input", () => {
  clearTimeout(timer);
  timer = setTimeout(suggest, PAUSE);
});
