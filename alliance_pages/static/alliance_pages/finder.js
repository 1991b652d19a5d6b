// The participants' finder without reloading: the same addresses, and only what differs is put in.
(() => {
  const PARTS = ["finder-form", "finder-status", "finder-ways", "finder-results"];
  const form = document.getElementById("finder-form");
  let under_way = null;
  let shown = location.search;

  const isOfFinder = (url) => url.origin === location.origin && url.pathname === location.pathname;

  // An address has what is chosen, and not what is left open.
  const asked = () => {
    const query = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const { pathname } = new URL(form.action);
    return new URL(`${pathname}${query.size ? `?${query}` : ""}`, location.href);
  };

  const put = (page) => {
    const focused = document.activeElement?.id;
    const isOpen = form.querySelector("details").open;
    for (const id of PARTS) {
      document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
    }
    document.querySelector(".site-languages")?.replaceWith(page.querySelector(".site-languages"));
    document.title = page.title;
    form.querySelector("details").open = isOpen;
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };

  const show = async (url, { isNew }) => {
    under_way?.abort();
    under_way = new AbortController();
    try {
      const answer = await fetch(url, { signal: under_way.signal });
      // Another day is another page: more of it differs.
      if (!isOfFinder(new URL(answer.url))) throw new Error("another page");
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.getElementById("finder-form")) throw new Error("another page");
      if (isNew) history.pushState(null, "", answer.url);
      put(page);
      shown = location.search;
      return true;
    } catch (error) {
      if (error.name !== "AbortError") location.assign(url);
      return false;
    }
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    show(asked(), { isNew: true });
  });
  form.addEventListener("change", ({ target }) => {
    // A day is a day at each figure that is typed.
    if (target.type !== "date") show(asked(), { isNew: true });
  });
  document.querySelector(".results").addEventListener("click", async (event) => {
    const link = event.target.closest("a[href]");
    const isPlain = !(event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
    const url = link && new URL(link.href.baseVal ?? link.href, location.href);
    if (event.defaultPrevented || !isPlain || !url || url.hash || !isOfFinder(url)) return;
    event.preventDefault();
    const isPage = Boolean(link.rel);
    if (!(await show(url, { isNew: true })) || document.activeElement !== document.body) return;
    // What was followed is gone: go on at the results.
    const results = document.getElementById("results");
    results.tabIndex = -1;
    results.focus({ preventScroll: !isPage });
  });
  // A link to a place on this page comes here too, and changes nothing of what is shown.
  addEventListener("popstate", () => {
    if (location.search === shown) under_way?.abort();
    else show(new URL(location.href), { isNew: false });
  });
})();
