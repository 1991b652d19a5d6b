/*
 * Lets the preview panel follow whoever types, also where a frontend is shown in it:
 * - Wagtail looks twice a second whether something was typed, and waits as long once more; here
 *   it looks more often;
 * - what is typed while a draft is autosaved passes it by, and is looked for here;
 * - it waits ten seconds for a page of another host to tell how far it is scrolled. One that does
 *   not, though it has been loaded, is shown from its top after a moment.
 */
document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("[data-edit-form]");
  const panel = document.querySelector("[data-controller~='w-preview']");
  if (!form || !panel) return;
  // Milliseconds.
  const [between, patience] = [50, 100];
  form.dataset.wUnsavedCheckIntervalValue = between;

  const typed = () => {
    const data = new FormData(form);
    // What the server gives the form while it saves.
    for (const name of [...data.keys()]) if (/^(?!.*-).*(token|revision|version)/.test(name)) data.delete(name);
    return new URLSearchParams(data).toString();
  };
  let shown = null;
  panel.addEventListener("w-preview:update", () => { shown = typed(); });
  form.addEventListener("w-autosave:success", () => setTimeout(() => {
    if (shown !== null && shown !== typed()) panel.dataset.wPreviewStaleValue = "true";
  }, patience));

  const goOn = () => {
    const message = { type: "w-preview:set-scroll-position", x: 0, y: 0, origin: "*" };
    window.postMessage({ wagtail: message }, window.location.origin);
  };
  panel.addEventListener("load", ({ target }) => target.src && setTimeout(goOn, patience), true);
});
