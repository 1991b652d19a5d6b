/*
 * Lets the preview panel follow whoever types, also where a frontend is shown in it:
 * - Wagtail looks twice a second whether something was typed, and waits as long once more; here
 *   it looks more often;
 * - what is typed in the first two seconds, or while a draft is autosaved, passes it by; here it
 *   is found a little later;
 * - it waits ten seconds for a page of another host to tell how far it is scrolled. One that does
 *   not, though it has been loaded, is shown from its top after a moment;
 * - it goes to the field that an address names when the editor is opened, but not later.
 */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-edit-form]");
  const panel = document.querySelector("[data-controller~='w-preview']");
  if (!form || !panel) return;
  // Milliseconds.
  const [between, patience, later] = [50, 100, 300];
  form.dataset.wUnsavedCheckIntervalValue = between;

  // What the server gives the form while it saves is nothing that was typed.
  const isGiven = (name) => /^(csrf|loaded|overwrite|replaced)/.test(name);
  const typed = () => {
    const entries = [...new FormData(form)].filter(([name]) => !isGiven(name));
    return new URLSearchParams(entries).toString();
  };
  let shown = null;
  panel.addEventListener("w-preview:update", () => {
    shown = typed();
  });
  let before = null;
  setInterval(() => {
    const now = typed();
    const isNew = shown !== null && now !== shown;
    if (isNew && now === before) panel.dataset.wPreviewStaleValue = "true";
    before = now;
  }, later);

  const goOn = () => {
    const message = { type: "w-preview:set-scroll-position", x: 0, y: 0, origin: "*" };
    window.postMessage({ wagtail: message }, window.location.origin);
  };
  panel.addEventListener("load", ({ target }) => target.src && setTimeout(goOn, patience), true);

  const named = (anchor) => {
    if (!anchor.startsWith(":w:contentpath=")) return document.getElementById(anchor);
    const steps = anchor.split("=")[1].split(".");
    return document.querySelector(steps.map((step) => `[data-contentpath="${step}"]`).join(" "));
  };
  window.addEventListener("hashchange", () => {
    const place = named(window.location.hash.slice(1));
    const tab = place?.closest("[role=tabpanel]");
    if (tab) document.querySelector(`[role=tab][href="#${tab.id}"]`)?.click();
    place?.scrollIntoView({ block: "center" });
  });
});
